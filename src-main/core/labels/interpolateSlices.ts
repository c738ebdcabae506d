import { squaredDistances } from './distanceTransform.ts';
import { isFreeGround } from './fillHoles.ts';
import type { LabelChange } from './LabelChange.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { editChange } from './PlaneEdit.ts';
import { eachSpan, spansOfMask } from './spans.ts';
import type { PixelMask, Spans } from './spans.ts';

/**
 * Shape of the slices between two: the distance to the outline, negative inside, is interpolated linearly, and a pixel is
 * inside where it is below 0.
 * @param first @param second masks of the same box
 * @param between how many slices lie between them
 * @returns one mask a slice, from the first to the second
 * Source: Raya & Udupa 1990, "Shape-based interpolation of multidimensional objects", IEEE Transactions on Medical Imaging 9
 */
export function interpolateMasks(first: PixelMask, second: PixelMask, between: number): PixelMask[] {
  const [from, to] = [signedDistances(first), signedDistances(second)];
  return Array.from({ length: between }, (_slice, at) => {
    const share = (at + 1) / (between + 1);
    const mask = new Uint8Array(from.length);
    for (let pixel = 0; pixel < mask.length; pixel++) mask[pixel] = (1 - share) * from[pixel]! + share * to[pixel]! < 0 ? 1 : 0;
    return { box: first.box, mask };
  });
}

/** Distance to the outline in pixels, which runs between pixels: -0.5 just inside, 0.5 just outside. */
function signedDistances({ box: { width, height }, mask }: PixelMask): Float64Array {
  const inside = squaredDistances(mask, width, height);
  const outside = squaredDistances(mask.map((value) => (value === 0 ? 1 : 0)), width, height);
  const far = width + height;
  return inside.map((squared, at) => (mask[at] === 0 ? Math.min(Math.sqrt(outside[at]!), far) - 0.5 : 0.5 - Math.min(Math.sqrt(squared), far)));
}

/** Gives a class to the pixels of a slice that an interpolated shape covers; only unlabelled and background pixels change. */
export function interpolatedChange(planes: LabelPlanes, shape: PixelMask, classIndex: number): LabelChange {
  return editChange(planes, (edit) => {
    eachSpan(spansOfMask(shape), (y, x, end) => {
      const before = planes.classes.readSpan(y, x, end);
      for (let at = 0; at < before.length; at++) {
        if (isFreeGround(before[at]!)) edit.paint(y, x + at, x + at + 1, { classIndex, object: 0 });
      }
    });
  });
}

/** All pixels of a class. */
export function spansOfClass({ classes }: LabelPlanes, classIndex: number): Spans {
  const spans: number[] = [];
  for (const { column, row } of classes.tilesIn({ x: 0, y: 0, width: 1, height: classes.height })) {
    const bottom = Math.min((row + 1) * 256, classes.height);
    const columns = Array.from({ length: classes.columns }, (_tile, at) => at).filter((at) => classes.tile(at, row) === classIndex || typeof classes.tile(at, row) !== 'number');
    if (column !== 0 || columns.length === 0) continue;
    for (let y = row * 256; y < bottom; y++) {
      const values = classes.readSpan(y, 0, classes.width);
      for (let x = values.indexOf(classIndex); x >= 0; x = values.indexOf(classIndex, x)) {
        const start = x;
        do x++;
        while (x < values.length && values[x] === classIndex);
        spans.push(y, start, x);
      }
    }
  }
  return Int32Array.from(spans);
}
