import type { RandomSource } from '../random/RandomSource.ts';
import type { SettledRegion } from './SettledRegion.ts';

/** Fewer images than this drawn anew hardly differ from each other: then regions are drawn by themselves. */
const fewestImages = 5;

/**
 * Draws as many images as there are, with replacement, each with all of its regions.
 * @returns how often each region that was drawn was; the others are left out
 */
export function drawClusters(regions: readonly SettledRegion[], random: RandomSource): Map<SettledRegion, number> {
  const byImage = new Map<string, SettledRegion[]>();
  for (const region of regions) {
    const known = byImage.get(region.imageId);
    if (known) known.push(region);
    else byImage.set(region.imageId, [region]);
  }
  const clusters = byImage.size < fewestImages ? regions.map((region) => [region]) : [...byImage.values()];
  const drawn = new Map<SettledRegion, number>();
  for (let draw = 0; draw < clusters.length; draw++) {
    for (const region of clusters[random.integer(clusters.length)]!) drawn.set(region, (drawn.get(region) ?? 0) + 1);
  }
  return drawn;
}
