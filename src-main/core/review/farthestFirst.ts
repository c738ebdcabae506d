import { squaredDistance } from './featureSpace.ts';

/**
 * Orders points so that each is the farthest from all before it and from the given centres: the greedy 2-approximation of k-centre.
 * @param points in one feature space @param centres points that are covered already; without any the first is the one nearest to the mean
 * @param most how many are ordered; the rest follow as they came
 * @returns indices of the points, each once
 * Source: Sener & Savarese 2018, arXiv:1708.00489, algorithm 1; Gonzalez 1985.
 */
export function farthestFirst(points: readonly Float64Array[], centres: readonly Float64Array[], most: number): number[] {
  const nearest = new Float64Array(points.length).fill(Infinity);
  const cover = (centre: Float64Array): void => {
    for (const [at, point] of points.entries()) nearest[at] = Math.min(nearest[at]!, squaredDistance(point, centre));
  };
  centres.forEach(cover);
  const isTaken = new Uint8Array(points.length);
  const order: number[] = [];
  while (order.length < Math.min(most, points.length)) {
    const next = order.length === 0 && centres.length === 0 ? nearestToMean(points) : farthest(nearest, isTaken);
    isTaken[next] = 1;
    order.push(next);
    cover(points[next]!);
  }
  for (const at of points.keys()) if (isTaken[at] === 0) order.push(at);
  return order;
}

function farthest(nearest: Float64Array, isTaken: Uint8Array): number {
  let best = -1;
  for (const [at, distance] of nearest.entries()) if (isTaken[at] === 0 && (best < 0 || distance > nearest[best]!)) best = at;
  return best;
}

function nearestToMean(points: readonly Float64Array[]): number {
  const mean = Float64Array.from(points[0]!, (_none, column) => points.reduce((sum, point) => sum + point[column]!, 0) / points.length);
  let best = 0;
  for (const [at, point] of points.entries()) if (squaredDistance(point, mean) < squaredDistance(points[best]!, mean)) best = at;
  return best;
}
