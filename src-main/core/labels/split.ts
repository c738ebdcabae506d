import type { ImagePoint } from '../geometry.ts';
import type { LabelChange } from './LabelChange.ts';
import type { LabelObject } from './labelObjects.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { freshObject, noObject } from './LabelPlanes.ts';
import { editChange } from './PlaneEdit.ts';
import { maskOfSpans, spansOfMask } from './spans.ts';
import type { PixelMask } from './spans.ts';
import { splitByWatershed } from './watershed.ts';

/** Parts of an object: 1 and up, 0 outside it. */
interface Parts {
  readonly parts: Uint32Array;
  readonly count: number;
}

/**
 * Cuts objects along a drawn line. No pixel is lost: those under the line go to the nearest part. The largest part keeps the
 * object's id (a fresh one where it had none), the others get fresh ones. An object that the line does not cut through stays.
 * @param line corners in image pixels
 */
export function splitByLineChange(planes: LabelPlanes, objects: readonly LabelObject[], line: readonly ImagePoint[]): LabelChange {
  return splitChange(planes, objects, (shape) => partsBesideLine(shape, line));
}

/**
 * Cuts objects at their waists (`splitByWatershed`); ids as with a line.
 * @param depth how much deeper than the waist both parts must be, in pixels
 */
export function splitAtWaistsChange(planes: LabelPlanes, objects: readonly LabelObject[], depth: number): LabelChange {
  return splitChange(planes, objects, ({ box, mask }) => splitByWatershed(mask, box.width, box.height, depth));
}

function splitChange(planes: LabelPlanes, objects: readonly LabelObject[], split: (shape: PixelMask) => Parts): LabelChange {
  return editChange(planes, (edit) => {
    let next = freshObject(planes);
    for (const { classIndex, object, spans } of objects) {
      const shape = maskOfSpans(spans);
      const { parts, count } = split(shape);
      if (count < 2) continue;
      const sizes = new Uint32Array(count + 1);
      for (const part of parts) sizes[part]!++;
      let largest = 1;
      for (let part = 2; part <= count; part++) if (sizes[part]! > sizes[largest]!) largest = part;
      for (let part = 1; part <= count; part++) {
        const id = part === largest && object !== noObject ? object : next++;
        const mask = Uint8Array.from(parts, (value) => (value === part ? 1 : 0));
        edit.paintSpans(spansOfMask({ box: shape.box, mask }), { classIndex, object: id });
      }
    }
  });
}

/** The parts left of a shape when a line is taken out of it; the line's own pixels then go to the part nearest over sides. */
function partsBesideLine({ box, mask }: PixelMask, line: readonly ImagePoint[]): Parts {
  const rest = mask.slice();
  const { width, height } = box;
  const cut = (x: number, y: number): void => {
    const [column, row] = [x - box.x, y - box.y];
    if (column >= 0 && row >= 0 && column < width && row < height) rest[row * width + column] = 0;
  };
  for (let at = 0; at + 1 < line.length; at++) eachCrossedPixel(line[at]!, line[at + 1]!, cut);
  const parts = new Uint32Array(mask.length);
  let count = 0;
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === 0 || parts[at] !== 0) continue;
    count++;
    spread([at], count, (place) => rest[place] !== 0, parts, width, true);
  }
  if (count >= 2) growInto(parts, mask, width);
  return { parts, count };
}

/** Gives pixels of the mask without a part the part of a neighbour, step by step. */
function growInto(parts: Uint32Array, mask: Uint8Array, width: number): void {
  let rim = [...parts.keys()].filter((at) => parts[at] !== 0);
  while (rim.length > 0) {
    const next: number[] = [];
    for (const at of rim) {
      for (const beside of besides(at, width, mask.length, true)) {
        if (mask[beside] === 0 || parts[beside] !== 0) continue;
        parts[beside] = parts[at]!;
        next.push(beside);
      }
    }
    rim = next;
  }
}

function spread(waiting: number[], part: number, isIn: (at: number) => boolean, parts: Uint32Array, width: number, overCorners: boolean): void {
  parts[waiting[0]!] = part;
  while (waiting.length > 0) {
    const at = waiting.pop()!;
    for (const beside of besides(at, width, parts.length, overCorners)) {
      if (parts[beside] !== 0 || !isIn(beside)) continue;
      parts[beside] = part;
      waiting.push(beside);
    }
  }
}

/** Neighbours over a side first, then over a corner. */
function besides(at: number, width: number, length: number, overCorners: boolean): number[] {
  const x = at % width;
  const found: number[] = [];
  const add = (dx: number, dy: number): void => {
    const place = at + dy * width + dx;
    if (x + dx >= 0 && x + dx < width && place >= 0 && place < length) found.push(place);
  };
  for (const [dx, dy] of [[0, -1], [-1, 0], [1, 0], [0, 1]] as const) add(dx, dy);
  if (overCorners) for (const [dx, dy] of [[-1, -1], [1, -1], [-1, 1], [1, 1]] as const) add(dx, dy);
  return found;
}

/**
 * Every pixel that a line passes through, each sharing a side with the next: nothing slips through it over a corner.
 * Source: Amanatides & Woo 1987, "A Fast Voxel Traversal Algorithm for Ray Tracing", in two dimensions
 */
export function eachCrossedPixel(from: ImagePoint, to: ImagePoint, visit: (x: number, y: number) => void): void {
  let x = Math.floor(from.x);
  let y = Math.floor(from.y);
  const lastX = Math.floor(to.x);
  const lastY = Math.floor(to.y);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [stepX, stepY] = [Math.sign(dx), Math.sign(dy)];
  // Shares of the line at which it enters the next column and the next row.
  let nextX = dx === 0 ? Infinity : (x + (dx > 0 ? 1 : 0) - from.x) / dx;
  let nextY = dy === 0 ? Infinity : (y + (dy > 0 ? 1 : 0) - from.y) / dy;
  visit(x, y);
  for (let steps = Math.abs(lastX - x) + Math.abs(lastY - y); steps > 0; steps--) {
    if (nextX < nextY) {
      x += stepX;
      nextX += 1 / Math.abs(dx);
    } else {
      y += stepY;
      nextY += 1 / Math.abs(dy);
    }
    visit(x, y);
  }
}
