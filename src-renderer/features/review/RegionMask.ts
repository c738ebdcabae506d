import { regionMaskUrl } from '../../../src-main/contract/pixelUrls.ts';
import type { LabelChange } from '../../../src-main/core/labels/LabelChange.ts';
import { noObject } from '../../../src-main/core/labels/LabelPlanes.ts';
import type { LabelPlanes } from '../../../src-main/core/labels/LabelPlanes.ts';
import { paintedChange } from '../../../src-main/core/labels/paint.ts';
import { spansOfMask } from '../../../src-main/core/labels/spans.ts';
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

/** The change that gives every pixel of a region one class; what changes its class leaves its object. */
export function labelRegionChange(labels: LabelPlanes, { region, mask }: RegionMask, classIndex: number): LabelChange {
  return paintedChange(labels, spansOfMask({ box: region.box, mask }), { classIndex, object: noObject });
}
