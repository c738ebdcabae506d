import type { Connectivity } from './growFrom.ts';
import type { PixelMask } from './SampleWindow.ts';

/** Connected objects of a mask. */
export interface ObjectMap {
  /** 0 none, 1 … count, row-major, numbered in the order of their first pixel. */
  readonly ids: Int32Array;
  /** Pixels of each object; entry 0 is that of object 1. */
  readonly sizes: Int32Array;
}

/**
 * Numbers the connected objects of a mask in two passes, with the equivalences of labels kept in a union-find forest.
 * Source: Rosenfeld & Pfaltz 1966, "Sequential operations in digital picture processing", J. ACM 13(4).
 */
export function connectedObjects({ width, height, data }: PixelMask, connectivity: Connectivity): ObjectMap {
  const ids = new Int32Array(data.length);
  const parents: number[] = [0];
  const rootOf = (label: number): number => {
    while (parents[label] !== label) {
      parents[label] = parents[parents[label]!]!;
      label = parents[label]!;
    }
    return label;
  };
  const join = (index: number, neighbour: number): void => {
    const other = ids[neighbour]!;
    if (other === 0) return;
    const own = ids[index]!;
    if (own === 0) {
      ids[index] = other;
      return;
    }
    const [a, b] = [rootOf(own), rootOf(other)];
    parents[Math.max(a, b)] = Math.min(a, b);
  };
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      if (data[index] === 0) continue;
      if (x > 0) join(index, index - 1);
      if (y > 0) {
        join(index, index - width);
        if (connectivity === 8 && x > 0) join(index, index - width - 1);
        if (connectivity === 8 && x < width - 1) join(index, index - width + 1);
      }
      if (ids[index] === 0) {
        ids[index] = parents.length;
        parents.push(parents.length);
      }
    }
  }
  return renumber(ids, rootOf, parents.length);
}

function renumber(ids: Int32Array, rootOf: (label: number) => number, labelCount: number): ObjectMap {
  const numbers = new Int32Array(labelCount);
  const sizes: number[] = [];
  for (let index = 0; index < ids.length; index++) {
    if (ids[index] === 0) continue;
    const root = rootOf(ids[index]!);
    if (numbers[root] === 0) numbers[root] = sizes.push(0);
    ids[index] = numbers[root]!;
    sizes[ids[index]! - 1]!++;
  }
  return { ids, sizes: Int32Array.from(sizes) };
}

/** The mask without its objects of fewer than `minimumPixels` pixels. */
export function withoutSmallObjects(mask: PixelMask, minimumPixels: number, connectivity: Connectivity): PixelMask {
  if (minimumPixels <= 1) return mask;
  const { ids, sizes } = connectedObjects(mask, connectivity);
  const data = Uint8Array.from(ids, (id) => (id > 0 && sizes[id - 1]! >= minimumPixels ? 1 : 0));
  return { ...mask, data };
}
