import type { Sliced } from '../../sliced.ts';
import { squaredDistance, standardised } from '../featureSpace.ts';
import type { OrderedPart } from './QueryStrategy.ts';
import { stretchesOf } from './stretch.ts';

/** Share of the stretch's usual distance below which two regions are near-duplicates. */
const nearShare = 0.25;

/**
 * Puts regions that are nearly the same as one before them at the end of their stretch of the queue: what their labels teach is known by
 * then, and the next model may not ask them any more.
 */
export function* apart<Region extends OrderedPart>(ordered: readonly Region[]): Sliced<Region[]> {
  const result: Region[] = [];
  for (const part of stretchesOf(ordered)) {
    result.push(...apartWithin(part));
    yield;
  }
  return result;
}

function apartWithin<Region extends OrderedPart>(part: readonly Region[]): Region[] {
  const points = standardised(part.map(({ features }) => features));
  // Each feature has variance 1, so two independent regions are 2 x their number apart, squared.
  const near = 2 * (points[0]?.length ?? 0) * nearShare ** 2;
  const kept: number[] = [];
  const later: number[] = [];
  for (const at of part.keys()) {
    const isNear = kept.some((other) => squaredDistance(points[at]!, points[other]!) < near);
    (isNear ? later : kept).push(at);
  }
  return [...kept, ...later].map((at) => part[at]!);
}
