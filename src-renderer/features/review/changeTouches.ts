import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { LabelChange } from '../../../src-main/core/labels/LabelChange.ts';
import type { MaskDiff } from '../../../src-main/core/labels/maskDiff.ts';

/** Whether a change has a pixel in a box. */
export function changeTouches({ classes, objects }: LabelChange, box: PixelBox): boolean {
  return diffTouches(classes, box) || (objects !== null && diffTouches(objects, box));
}

function diffTouches({ width, runs }: MaskDiff, box: PixelBox): boolean {
  for (let at = 0; at < runs.length; at += 4) {
    const row = Math.floor(runs[at]! / width);
    const first = runs[at]! % width;
    const isBeside = first >= box.x + box.width || first + runs[at + 1]! <= box.x;
    if (row >= box.y && row < box.y + box.height && !isBeside) return true;
  }
  return false;
}
