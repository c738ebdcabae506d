import type { HeatMapKind } from '../../../src-main/core/heatMaps.ts';
import type { RegionRecord, RegionState } from '../../../src-main/core/records.ts';
import type { DisputeArm } from '../../../src-main/core/review/RegionArm.ts';

/** Which regions of the queue are shown; null shows every one. */
export interface QueueFilters {
  readonly classIndex: number | null;
  readonly reason: HeatMapKind | null;
  readonly imageId: string | null;
  readonly state: RegionState | null;
  /** Disputes of one kind; the other arms are not told apart while they are open. */
  readonly arm: DisputeArm | null;
}

export const noFilters: QueueFilters = { classIndex: null, reason: null, imageId: null, state: null, arm: null };

const tests: { readonly [Name in keyof QueueFilters]: (region: RegionRecord, wanted: NonNullable<QueueFilters[Name]>) => boolean } = {
  classIndex: (region, wanted) => region.proposedClass === wanted,
  reason: (region, wanted) => region.reason === wanted,
  imageId: (region, wanted) => region.imageId === wanted,
  state: (region, wanted) => region.state === wanted,
  arm: (region, wanted) => region.arm === wanted,
};
const names = Object.keys(tests) as (keyof QueueFilters)[];

export function isFiltering(filters: QueueFilters): boolean {
  return names.some((name) => filters[name] !== null);
}

/** Whether a region passes the filters, `without` one of them. */
export function passes(region: RegionRecord, filters: QueueFilters, without?: keyof QueueFilters): boolean {
  return names.every((name) => name === without || filters[name] === null || (tests[name] as (region: RegionRecord, wanted: unknown) => boolean)(region, filters[name]));
}

/**
 * The regions shown. One that was shown when the filters were chosen stays, although its state has changed since: nothing
 * goes away under the hand.
 * @param held ids of the regions that stay
 */
export function filterRegions(regions: readonly RegionRecord[], filters: QueueFilters, held: ReadonlySet<string>): readonly RegionRecord[] {
  if (!isFiltering(filters)) return regions;
  return regions.filter((region) => passes(region, filters) || (held.has(region.id) && passes(region, filters, 'state')));
}

/** How many regions each value of one filter would show, the other filters as they are. */
export function countBy<Value extends string | number>(
  regions: readonly RegionRecord[],
  filters: QueueFilters,
  name: keyof QueueFilters,
  valueOf: (region: RegionRecord) => Value,
): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const region of regions) {
    if (passes(region, filters, name)) counts.set(valueOf(region), (counts.get(valueOf(region)) ?? 0) + 1);
  }
  return counts;
}
