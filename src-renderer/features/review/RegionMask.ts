import { regionMaskUrl } from '../../../src-main/contract/pixelUrls.ts';
import type { MaskDiff } from '../../../src-main/core/labels/maskDiff.ts';
import type { LabelMap } from '../../../src-main/core/labels/labelMap.ts';
import type { RegionRecord } from '../../../src-main/core/records.ts';
import { traceRings } from '../../canvas/traceRings.ts';
import type { Ring } from '../../canvas/traceRings.ts';
import type { PixelSource } from '../../pixels/PixelSource.ts';

/** A region's pixels and its outline. */
export interface RegionMask {
  readonly region: RegionRecord;
  /** A byte a pixel of the region's box, 1 inside. */
  readonly mask: Uint8Array;
  /** In pixels of the box. */
  readonly rings: readonly Ring[];
}

export async function loadRegionMask(pixels: PixelSource, region: RegionRecord): Promise<RegionMask> {
  const mask = new Uint8Array(await pixels.get(regionMaskUrl(region.id)));
  const { width, height } = region.box;
  if (mask.length !== width * height) throw new RangeError(`region ${region.id}: wanted ${width * height} pixels, got ${mask.length}`);
  return { region, mask, rings: traceRings(mask, width, height) };
}

/** The change that gives every pixel of a region one class. */
export function labelRegionDiff(map: LabelMap, { region, mask }: RegionMask, classIndex: number): MaskDiff {
  const { x, y, width, height } = region.box;
  const runs: number[] = [];
  for (let row = 0; row < height; row++) {
    let open = -1;
    for (let column = 0; column < width; column++) {
      const at = (y + row) * map.width + x + column;
      const before = map.data[at]!;
      if (!mask[row * width + column] || before === classIndex) {
        open = -1;
      } else if (open >= 0 && runs[open + 2] === before) {
        runs[open + 1]!++;
      } else {
        open = runs.length;
        runs.push(at, 1, before, classIndex);
      }
    }
  }
  return { width: map.width, height: map.height, runs: Uint32Array.from(runs) };
}
