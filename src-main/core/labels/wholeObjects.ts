import { connectedObjects } from '../vision/connectedObjects.ts';
import { unlabelled } from './labelMap.ts';

export interface ClassesAndObjects {
  readonly width: number;
  readonly height: number;
  /** Class of each pixel, 255 = not labelled. */
  readonly labels: Uint8Array;
  /** Object number of each pixel, 0 = none given; null where no image has any. */
  readonly objects: Uint32Array | null;
}

/**
 * Every object of an image under a number of its own: those that were given one, and where none was the connected areas of
 * each class, over sides and corners. Background (class 0) and what is not labelled is no object.
 * @returns 1 … count, 0 where there is no object; and the class of each object, entry 0 being that of object 1
 */
export function wholeObjects({ width, height, labels, objects }: ClassesAndObjects): { readonly ids: Int32Array; readonly classes: readonly number[] } {
  const ids = new Int32Array(labels.length);
  const classes: number[] = [];
  const numbers = new Map<string, number>();
  const loose = new Set<number>();
  for (let at = 0, last = 0, lastObject = 0, lastClass = 0; at < labels.length; at++) {
    const classIndex = labels[at]!;
    if (classIndex === 0 || classIndex === unlabelled) continue;
    const object = objects?.[at] ?? 0;
    if (object === 0) {
      loose.add(classIndex);
      continue;
    }
    if (object !== lastObject || classIndex !== lastClass) {
      // One number painted in two classes is an object of each.
      const key = `${classIndex},${object}`;
      last = numbers.get(key) ?? classes.push(classIndex);
      numbers.set(key, last);
      [lastObject, lastClass] = [object, classIndex];
    }
    ids[at] = last;
  }
  for (const classIndex of loose) {
    const data = labels.map((label, at) => (label === classIndex && (objects?.[at] ?? 0) === 0 ? 1 : 0));
    const areas = connectedObjects({ width, height, data }, 8);
    const first = classes.length;
    for (let area = 0; area < areas.sizes.length; area++) classes.push(classIndex);
    areas.ids.forEach((area, at) => {
      if (area > 0) ids[at] = first + area;
    });
  }
  return { ids, classes };
}
