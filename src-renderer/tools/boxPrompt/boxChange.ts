import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { changeOf } from '../../../src-main/core/labels/LabelChange.ts';
import type { LabelChange } from '../../../src-main/core/labels/LabelChange.ts';
import { noObject } from '../../../src-main/core/labels/LabelPlanes.ts';
import type { LabelPlanes } from '../../../src-main/core/labels/LabelPlanes.ts';
import { copyWindow, windowOf } from '../../../src-main/core/labels/LabelWindow.ts';

/**
 * The change that gives a box the classes proposed. A pixel that changes its class leaves its object.
 * @param classes of each pixel of the box, row-major
 * @param onlyClass takes only the pixels proposed as it; null takes all
 */
export function boxChange(planes: LabelPlanes, box: PixelBox, classes: Uint8Array, onlyClass: number | null): LabelChange {
  const before = windowOf(planes, box);
  const after = copyWindow(before);
  for (let index = 0; index < classes.length; index++) {
    const proposed = classes[index]!;
    if ((onlyClass !== null && proposed !== onlyClass) || proposed === before.classes[index]) continue;
    after.classes[index] = proposed;
    after.objects[index] = noObject;
  }
  return changeOf(planes.classes, before, after);
}
