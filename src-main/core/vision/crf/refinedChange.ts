import { changeOf } from '../../labels/LabelChange.ts';
import type { LabelChange } from '../../labels/LabelChange.ts';
import type { LabelObject } from '../../labels/labelObjects.ts';
import { unlabelled } from '../../labels/labelMap.ts';
import type { LabelPlanes } from '../../labels/LabelPlanes.ts';
import { noObject } from '../../labels/LabelPlanes.ts';
import { copyWindow, indexIn, windowOf } from '../../labels/LabelWindow.ts';
import type { LabelWindow } from '../../labels/LabelWindow.ts';
import { eachSpan } from '../../labels/spans.ts';
import type { PixelBox } from '../../geometry.ts';

/** An object's pixels after it was fitted to the image. */
export interface RefinedObject {
  readonly object: LabelObject;
  /** Holds the object and the margin that was looked at; inside the image. */
  readonly box: PixelBox;
  /** 1 where the object is now, row-major in the box. */
  readonly mask: Uint8Array;
}

/** Class of the background: it makes way for an object, as unlabelled pixels do. */
const background = 0;

/**
 * The change that gives objects their fitted pixels. A pixel that joins must have been background or unlabelled: other
 * objects are never eaten. A pixel that leaves becomes what its nearest such neighbour is (in steps over sides), or
 * unlabelled where the box holds none.
 */
export function refinedChange(planes: LabelPlanes, refined: readonly RefinedObject[]): LabelChange {
  const before = windowOf(planes, unionOf(refined.map(({ box }) => box)));
  const after = copyWindow(before);
  for (const each of refined) leave(before, after, each);
  for (const each of refined) join(before, after, each);
  return changeOf(planes.classes, before, after);
}

function join(before: LabelWindow, after: LabelWindow, { object, box, mask }: RefinedObject): void {
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    const index = indexIn(before.box, box.x + (at % box.width), box.y + Math.floor(at / box.width));
    if (!isFree(before.classes[index]!) || !isFree(after.classes[index]!)) continue;
    after.classes[index] = object.classIndex;
    after.objects[index] = object.object;
  }
}

function leave(before: LabelWindow, after: LabelWindow, { object, box, mask }: RefinedObject): void {
  const leaving = new Set<number>();
  eachSpan(object.spans, (y, x, end) => {
    for (let column = x; column < end; column++) {
      const at = indexIn(box, column, y);
      if (at >= 0 && mask[at] === 0) leaving.add(indexIn(before.box, column, y));
    }
  });
  for (const index of leaving) {
    after.classes[index] = unlabelled;
    after.objects[index] = noObject;
  }
  spread(before, after, leaving);
}

/** Free pixels spread into those left, ring by ring; in reading order where two come at once. */
function spread({ box, classes }: LabelWindow, after: LabelWindow, leaving: Set<number>): void {
  const waiting = new Set([...leaving].sort((first, second) => first - second));
  const neighbours = (index: number): number[] => {
    const x = index % box.width;
    return [
      index >= box.width ? index - box.width : -1,
      x > 0 ? index - 1 : -1,
      x < box.width - 1 ? index + 1 : -1,
      index + box.width < classes.length ? index + box.width : -1,
    ].filter((each) => each >= 0);
  };
  while (waiting.size > 0) {
    const ring: (readonly [number, number])[] = [];
    for (const index of waiting) {
      const source = neighbours(index).find((each) => !waiting.has(each) && isFree(after.classes[each]!));
      if (source !== undefined) ring.push([index, after.classes[source]!]);
    }
    if (ring.length === 0) return;
    for (const [index, value] of ring) {
      after.classes[index] = value;
      waiting.delete(index);
    }
  }
}

function isFree(value: number): boolean {
  return value === unlabelled || value === background;
}

function unionOf(boxes: readonly PixelBox[]): PixelBox {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
