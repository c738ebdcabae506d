import type { PixelBox } from '../../src-main/core/geometry.ts';

/** Mixes a colour over another, both little-endian RGBA; the lower one is opaque and stays so. @param alpha 0 … 256 */
export function mix(under: number, over: number, alpha: number): number {
  const rest = 256 - alpha;
  // Red and blue in one multiplication, green in another: the lanes between them stay empty.
  const redBlue = ((Math.imul(over & 0xff00ff, alpha) + Math.imul(under & 0xff00ff, rest)) >>> 8) & 0xff00ff;
  const green = ((Math.imul(over & 0xff00, alpha) + Math.imul(under & 0xff00, rest)) >>> 8) & 0xff00;
  return 0xff000000 | redBlue | green;
}

/** Lays a picture over an opaque one, pixel by pixel. @param over RGBA, not multiplied by its alpha; 0 is clear */
export function blendOver(target: Uint32Array, over: Uint32Array, count: number): void {
  for (let at = 0; at < count; at++) {
    const colour = over[at]!;
    if (colour === 0) continue;
    const alpha = colour >>> 24;
    target[at] = mix(target[at]!, colour, alpha + (alpha >>> 7));
  }
}

/** The same with a part of a larger picture. @param over the picture of `whole`, of which `box` is a part */
export function blendPart(target: Uint32Array, box: PixelBox, over: Uint32Array, whole: PixelBox): void {
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y - whole.y) * whole.width + box.x - whole.x;
    blendOver(target.subarray(y * box.width, (y + 1) * box.width), over.subarray(from, from + box.width), box.width);
  }
}
