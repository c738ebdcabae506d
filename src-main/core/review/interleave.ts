import type { RegionRecord } from '../records.ts';
import type { Sliced } from '../sliced.ts';

/** Values worked out in one part: some of a millisecond. */
const valuedAtOnce = 2000;

/**
 * A queue that does not ask the same image over and over: rounds of at most `perImage` regions of each image, the rounds
 * one after the other, highest value first inside a round. Neighbouring regions of one image resemble each other, and so would
 * their corrections.
 */
export function* interleaveByImage<Region extends Pick<RegionRecord, 'imageId' | 'id'>>(
  regions: readonly Region[],
  perImage: number,
  valueOf: (region: Region) => number,
): Sliced<Region[]> {
  const values = new Float64Array(regions.length);
  for (const [at, region] of regions.entries()) {
    values[at] = valueOf(region);
    if (at % valuedAtOnce === valuedAtOnce - 1) yield;
  }
  const highestFirst = Uint32Array.from(regions.keys()).sort((a, b) => values[b]! - values[a]! || (regions[a]!.id < regions[b]!.id ? -1 : 1));
  yield;
  const rounds: Region[][] = [];
  const seen = new Map<string, number>();
  for (const at of highestFirst) {
    const region = regions[at]!;
    const count = seen.get(region.imageId) ?? 0;
    seen.set(region.imageId, count + 1);
    (rounds[Math.floor(count / perImage)] ??= []).push(region);
  }
  return rounds.flat();
}
