import { squaredDistances } from '../labels/distanceTransform.ts';

/**
 * Distance of each pixel to the border of its own object, as a share of the object's largest: what the distance head of a
 * network is taught. Neighbours that touch have a valley of nearly 0 between them, and an object has one peak of 1 whatever
 * its size, so that turns, flips and changes of size leave the values as they are. Where the image ends no border is
 * counted.
 * @param ids object of each pixel, row-major, 0 where there is none
 * @param count numbers are 1 … count
 * @returns above 0 … 1 inside objects, 0 outside
 * Source: Naylor et al. 2019, IEEE TMI 38(2), 448, for regressing distances to separate touching nuclei; normalised by
 * object as Graham et al. 2019 (HoVer-Net), arXiv:1812.06499, do with theirs.
 */
export function normalisedDistances(ids: Int32Array, count: number, { width, height }: { readonly width: number; readonly height: number }): Float32Array {
  const distances = new Float32Array(ids.length);
  boxesOf(ids, count, width).forEach((box, at) => {
    if (box.right < box.left) return;
    // One pixel more to each side, where the image goes on: that is where the border lies.
    const [left, top] = [Math.max(0, box.left - 1), Math.max(0, box.top - 1)];
    const [right, bottom] = [Math.min(width, box.right + 2), Math.min(height, box.bottom + 2)];
    const own = at + 1;
    const side = right - left;
    const mask = new Uint8Array(side * (bottom - top));
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) if (ids[y * width + x] === own) mask[(y - top) * side + x - left] = 1;
    }
    const squared = squaredDistances(mask, side, bottom - top);
    let largest = 0;
    for (const value of squared) largest = Math.max(largest, value);
    for (let place = 0; place < mask.length; place++) {
      if (mask[place] === 0) continue;
      // An object that fills its image has no border.
      const share = largest === Infinity ? 1 : Math.sqrt(squared[place]! / largest);
      distances[(top + Math.floor(place / side)) * width + left + (place % side)] = share;
    }
  });
  return distances;
}

interface ObjectBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Smallest boxes around objects, both ends inside; those of no pixel end before they begin. */
function boxesOf(ids: Int32Array, count: number, width: number): ObjectBox[] {
  const boxes = Array.from({ length: count }, (): ObjectBox => ({ left: Infinity, top: Infinity, right: -1, bottom: -1 }));
  for (let at = 0; at < ids.length; at++) {
    if (ids[at] === 0) continue;
    const box = boxes[ids[at]! - 1]!;
    const y = Math.floor(at / width);
    const x = at - y * width;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = y;
  }
  return boxes;
}
