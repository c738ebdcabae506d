import type { PixelBox } from '../geometry.ts';
import type { RegionState } from '../records.ts';
import { intersection } from './apartInStacks.ts';
import { disputeArms } from './RegionArm.ts';
import type { RegionArm } from './RegionArm.ts';

export interface PlacedRegion {
  readonly imageId: string;
  readonly box: PixelBox;
  readonly arm: RegionArm;
  readonly state: RegionState;
}

/** From this share of its box on a place counts as asked. */
const coveredShare = 0.5;

/**
 * The open regions but those whose place was settled under another arm: regions of the random arm may lie anywhere, over the strategy's
 * too, or they were no fair comparison; once one of the two is settled the other is not asked. Disputes are about labels, and stay.
 */
export function uncovered<Region extends PlacedRegion>(regions: readonly Region[]): Region[] {
  const settled = new Map<string, Region[]>();
  for (const region of regions) {
    if (region.state === 'open' || isDispute(region.arm)) continue;
    const own = settled.get(region.imageId);
    if (own) own.push(region);
    else settled.set(region.imageId, [region]);
  }
  return regions.filter((region) => {
    if (region.state !== 'open') return false;
    const others = isDispute(region.arm) ? undefined : settled.get(region.imageId);
    return !others?.some((other) => other.arm !== region.arm && intersection(other.box, region.box) >= coveredShare * region.box.width * region.box.height);
  });
}

/** Whether a region asks about what is labelled already. */
export function isDispute(arm: RegionArm): boolean {
  return (disputeArms as readonly RegionArm[]).includes(arm);
}
