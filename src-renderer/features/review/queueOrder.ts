import type { RegionRecord } from '../../../src-main/core/records.ts';

/** Regions that come next and keep their places as the present one does: they are loaded already, and the expert has seen them in the strip. */
export const regionsHeldAhead = 3;

/**
 * The queue as the expert sees it after it was read anew. What was passed already and the region being looked at keep
 * their places, settled ones too, so that nothing moves under the hand; so do the regions that come next. What is further ahead comes in the
 * order in which it was read; those that are gone go. Another model's queue is taken as it comes.
 * @param position of the region being looked at, -1 for none
 * @param next ids of the regions that come next
 */
export function mergeQueue(shown: readonly RegionRecord[], fetched: readonly RegionRecord[], position: number, next: readonly string[] = []): RegionRecord[] {
  const fresh = new Map(fetched.map((region) => [region.id, region]));
  const take = (id: string): RegionRecord[] => {
    const region = fresh.get(id);
    fresh.delete(id);
    return region ? [region] : [];
  };
  const passed = shown.slice(0, position + 1).flatMap(({ id }) => take(id));
  return [...passed, ...next.flatMap(take), ...fresh.values()];
}

/** The next region nobody has settled, after the given place and then from the start; null when all are settled. */
export function nextOpen(regions: readonly RegionRecord[], from: number): RegionRecord | null {
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(from + step + regions.length) % regions.length];
    if (region?.state === 'open') return region;
  }
  return null;
}

/** The region one place on or back, settled or not, staying at the ends. */
export function neighbour(regions: readonly RegionRecord[], from: number, direction: 1 | -1): RegionRecord | null {
  if (regions.length === 0) return null;
  return regions[Math.min(Math.max(from + direction, 0), regions.length - 1)] ?? null;
}

/**
 * The class ready in the brush for a region whose proposal is wrong: with two classes the other one, with more the one
 * painted with last unless that is the proposal itself.
 */
export function classForFix(proposedClass: number, classIndices: readonly number[], lastPainted: number): number {
  const others = classIndices.filter((index) => index !== proposedClass);
  return others.includes(lastPainted) ? lastPainted : (others[0] ?? proposedClass);
}
