import type { PixelBox } from '../geometry.ts';
import type { ImageSize } from '../labels/labelTiles.ts';

/** Pixels of a box, a byte each: 1 inside. */
export interface RegionMask {
  readonly box: PixelBox;
  readonly mask: Uint8Array;
}

/**
 * The pixels over a threshold that touch the start (by their sides) inside a window.
 * @param values row-major over the whole image; null: no threshold
 * @param isFree whether a pixel may belong to the region, by its index
 * @returns indices of the pixels, in the order in which they were reached
 */
export function growRegion(
  values: Float32Array | null,
  size: ImageSize,
  rule: {
    readonly start: number;
    readonly window: PixelBox;
    readonly threshold?: number;
    readonly isFree: (index: number) => boolean;
  },
): number[] {
  const { window, threshold = 0, isFree } = rule;
  const reached = new Uint8Array(window.width * window.height);
  const found: number[] = [];
  const visit = (x: number, y: number): void => {
    const column = x - window.x;
    const row = y - window.y;
    if (column < 0 || row < 0 || column >= window.width || row >= window.height) return;
    const index = y * size.width + x;
    const place = row * window.width + column;
    if (reached[place] === 1 || (values !== null && values[index]! < threshold) || !isFree(index)) return;
    reached[place] = 1;
    found.push(index);
  };
  visit(rule.start % size.width, Math.floor(rule.start / size.width));
  for (let next = 0; next < found.length; next++) {
    const x = found[next]! % size.width;
    const y = Math.floor(found[next]! / size.width);
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
  return found;
}

/**
 * Adds the pixels nearer than `radius` (diamond-shaped) to those given, inside a window.
 * @returns the mask over its own bounding box
 */
export function dilate(
  pixels: readonly number[],
  size: ImageSize,
  rule: { readonly radius: number; readonly window: PixelBox; readonly isFree: (index: number) => boolean },
): RegionMask {
  const { radius, window, isFree } = rule;
  const inside = new Uint8Array(window.width * window.height);
  let [left, top, right, bottom] = [size.width, size.height, -1, -1];
  for (const index of pixels) {
    const x = index % size.width;
    const y = Math.floor(index / size.width);
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius + Math.abs(dy); dx <= radius - Math.abs(dy); dx++) {
        const column = x + dx - window.x;
        const row = y + dy - window.y;
        if (column < 0 || row < 0 || column >= window.width || row >= window.height) continue;
        if (inside[row * window.width + column] === 1 || !isFree((y + dy) * size.width + x + dx)) continue;
        inside[row * window.width + column] = 1;
        left = Math.min(left, x + dx);
        right = Math.max(right, x + dx);
        top = Math.min(top, y + dy);
        bottom = Math.max(bottom, y + dy);
      }
    }
  }
  const box = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  const mask = new Uint8Array(box.width * box.height);
  for (let row = 0; row < box.height; row++) {
    const from = (box.y + row - window.y) * window.width + box.x - window.x;
    mask.set(inside.subarray(from, from + box.width), row * box.width);
  }
  return { box, mask };
}

/** Visits the pixels of a region by their indices in the whole image. */
export function forEachInside({ box, mask }: RegionMask, imageWidth: number, visit: (index: number) => void): void {
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 1) visit((box.y + Math.floor(at / box.width)) * imageWidth + box.x + (at % box.width));
  }
}
