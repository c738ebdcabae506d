import { isNumberWithin, readStored, writeStored } from '../../app/stored.ts';
import type { SlicOptions } from '../../../src-main/core/vision/slic.ts';

export const superpixelSides = { smallest: 4, largest: 64 } as const;
export const superpixelCompactness = { smallest: 1, largest: 40 } as const;

/** How large superpixels are and how much they follow edges. */
class SuperpixelOptions {
  sidePx = $state(readStored('superpixelSide', isNumberWithin(superpixelSides.smallest, superpixelSides.largest), 14));
  compactness = $state(readStored('superpixelCompactness', isNumberWithin(superpixelCompactness.smallest, superpixelCompactness.largest), 10));

  rule(colour: SlicOptions['colour']): SlicOptions {
    return { sidePx: this.sidePx, compactness: this.compactness, colour };
  }

  setSide(sidePx: number): void {
    this.sidePx = Math.round(sidePx);
    writeStored('superpixelSide', this.sidePx);
  }

  setCompactness(compactness: number): void {
    this.compactness = Math.round(compactness);
    writeStored('superpixelCompactness', this.compactness);
  }
}

export const superpixelOptions = new SuperpixelOptions();
