import type { PixelBox } from '../geometry.ts';
import { changeOf } from './LabelChange.ts';
import type { LabelChange } from './LabelChange.ts';
import { unlabelled } from './labelMap.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { copyWindow, windowOf } from './LabelWindow.ts';

/** A region with the classes that a refined prediction gives its pixels. */
export interface RefinedRegion {
  readonly box: PixelBox;
  /** A byte a pixel of the box, 1 inside the region. */
  readonly mask: Uint8Array;
  /** Of the same pixels. */
  readonly classes: Uint8Array;
}

/** The change that labels a region's unlabelled pixels as a refined prediction has them; what is labelled stays. */
export function refinedRegionChange(planes: LabelPlanes, { box, mask, classes }: RefinedRegion): LabelChange {
  const before = windowOf(planes, box);
  const after = copyWindow(before);
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 1 && before.classes[at] === unlabelled) after.classes[at] = classes[at]!;
  }
  return changeOf(planes.classes, before, after);
}
