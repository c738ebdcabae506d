import type { Sliced } from '../sliced.ts';
import { squaredDistance } from './featureSpace.ts';

/**
 * Orders points so that each is the farthest from all before it and from the given centres: the greedy 2-approximation of k-centre.
 * @param points in one feature space @param centres points that are covered already; without any the first is the one nearest to the mean
 * @param most how many are ordered; the rest follow as they came
 * @returns indices of the points, each once
 * Source: Sener & Savarese 2018, arXiv:1708.00489, algorithm 1; Gonzalez 1985.
 */
export function* farthestFirst(points: readonly Float64Array[], centres: readonly Float64Array[], most: number): Sliced<number[]> {
  const nearest = new Float64Array(points.length).fill(Infinity);
  const isTaken = new Uint8Array(points.length);
  const order: number[] = [];
  /** Covers a centre, and finds the point that is then farthest from all; -1 where none is left. */
  const cover = (centre: Float64Array): number => {
    let best = -1;
    for (let at = 0; at < points.length; at++) {
      const distance = squaredDistance(points[at]!, centre);
      if (distance < nearest[at]!) nearest[at] = distance;
      if (isTaken[at] === 0 && (best < 0 || nearest[at]! > nearest[best]!)) best = at;
    }
    return best;
  };
  let next = centres.length === 0 && points.length > 0 ? nearestToMean(points) : -1;
  for (const centre of centres) {
    next = cover(centre);
    yield;
  }
  while (order.length < Math.min(most, points.length)) {
    isTaken[next] = 1;
    order.push(next);
    next = cover(points[next]!);
    yield;
  }
  for (let at = 0; at < points.length; at++) if (isTaken[at] === 0) order.push(at);
  return order;
}

function nearestToMean(points: readonly Float64Array[]): number {
  const mean = new Float64Array(points[0]!.length);
  for (const point of points) for (let column = 0; column < mean.length; column++) mean[column]! += point[column]!;
  for (let column = 0; column < mean.length; column++) mean[column]! /= points.length;
  let [best, shortest] = [0, Infinity];
  for (let at = 0; at < points.length; at++) {
    const distance = squaredDistance(points[at]!, mean);
    if (distance < shortest) [best, shortest] = [at, distance];
  }
  return best;
}
