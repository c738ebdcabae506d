import { isOneOf, readStored, writeStored } from '../../app/stored.ts';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { words } from '../../messages/messages.ts';

/** Megapixels (2^20) that the wand and region grow may take at once. */
export const growthLimits = ['1', '4', '16', '64'] as const;
export type GrowthLimitChoice = (typeof growthLimits)[number];

/** Where growth ends that would run on: a click on the ground of a slide must not take all of it unasked. */
class GrowthLimit {
  megapixels: GrowthLimitChoice = $state(readStored('growthLimit', isOneOf(growthLimits), '16'));

  get pixels(): number {
    return Number(this.megapixels) * 2 ** 20;
  }

  set(megapixels: GrowthLimitChoice): void {
    this.megapixels = megapixels;
    writeStored('growthLimit', megapixels);
  }

  /** What to tell of a growth that ended here. @param taken around what it took */
  describe(described: string, { width, height }: PixelBox): string {
    return words.assist.growthLimited(described, this.megapixels, width, height);
  }
}

export const growthLimit = new GrowthLimit();
