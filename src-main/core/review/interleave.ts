import type { RegionRecord } from '../records.ts';

/**
 * A queue that does not ask the same image over and over: rounds of at most `perImage` regions of each image, the rounds
 * one after the other, highest value first inside a round. Neighbouring regions of one image resemble each other, and so would
 * their corrections.
 */
export function interleaveByImage<Region extends Pick<RegionRecord, 'imageId' | 'id'>>(
  regions: readonly Region[],
  perImage: number,
  valueOf: (region: Region) => number,
): Region[] {
  const values = new Map(regions.map((region) => [region.id, valueOf(region)]));
  const highestFirst = (a: Region, b: Region): number => values.get(b.id)! - values.get(a.id)! || (a.id < b.id ? -1 : 1);
  const rounds: Region[][] = [];
  const seen = new Map<string, number>();
  for (const region of regions.toSorted(highestFirst)) {
    const count = seen.get(region.imageId) ?? 0;
    seen.set(region.imageId, count + 1);
    const round = Math.floor(count / perImage);
    (rounds[round] ??= []).push(region);
  }
  return rounds.flat();
}
