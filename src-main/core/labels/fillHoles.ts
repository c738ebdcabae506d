import { unlabelled } from './labelMap.ts';
import type { LabelChange } from './LabelChange.ts';
import type { LabelObject } from './labelObjects.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { editChange } from './PlaneEdit.ts';
import { eachSpan, maskOfSpans, spansOfMask } from './spans.ts';
import type { PixelMask } from './spans.ts';

/** Pixels that may be taken without asking: nobody labelled them, or they are background. Other labels are somebody's work. */
export function isFreeGround(classIndex: number): boolean {
  return classIndex === unlabelled || classIndex === 0;
}

/**
 * Fills the holes of objects. A hole is what no way over pixel sides leads out of. Only unlabelled and background pixels in it
 * are filled: another class inside, a nucleus in its cell, stays.
 */
export function fillHolesChange(planes: LabelPlanes, objects: readonly LabelObject[]): LabelChange {
  return editChange(planes, (edit) => {
    for (const { classIndex, object, spans } of objects) {
      eachSpan(spansOfMask(holesOf(maskOfSpans(spans))), (y, x, end) => {
        const before = planes.classes.readSpan(y, x, end);
        for (let at = 0; at < before.length; at++) {
          if (isFreeGround(before[at]!)) edit.paint(y, x + at, x + at + 1, { classIndex, object });
        }
      });
    }
  });
}

/** The pixels that a mask encloses. */
export function holesOf({ box, mask }: PixelMask): PixelMask {
  const { width, height } = box;
  // 1: outside or in the mask. What is left is enclosed.
  const reached = mask.map((value) => (value === 0 ? 0 : 1));
  const waiting: number[] = [];
  const reach = (at: number): void => {
    if (reached[at] !== 0) return;
    reached[at] = 1;
    waiting.push(at);
  };
  for (let x = 0; x < width; x++) {
    reach(x);
    reach((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    reach(y * width);
    reach(y * width + width - 1);
  }
  while (waiting.length > 0) {
    const at = waiting.pop()!;
    const x = at % width;
    if (x > 0) reach(at - 1);
    if (x < width - 1) reach(at + 1);
    if (at >= width) reach(at - width);
    if (at < mask.length - width) reach(at + width);
  }
  return { box, mask: reached.map((value) => 1 - value) };
}
