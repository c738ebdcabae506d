import type { PixelBox } from '../geometry.ts';
import type { BrushSweep } from '../labels/brush.ts';
import type { ImageSize } from '../labels/labelTiles.ts';
import { eachSpan, joinSpans, spansOfMask } from '../labels/spans.ts';
import type { Spans } from '../labels/spans.ts';
import { sweptMask } from './sweptMask.ts';

/** Superpixels of a part of an image; the same number in several parts is the same superpixel. */
export interface SuperpixelPart {
  readonly box: PixelBox;
  /** Of each pixel of the box, row-major. */
  readonly ids: Int32Array;
}

/** Every pixel of every superpixel that a stroke touches, over all parts. @param image its size */
export function superpixelsUnder(image: ImageSize, parts: readonly SuperpixelPart[], sweeps: readonly BrushSweep[]): Spans {
  const touched = new Set<number>();
  for (const { box, ids } of parts) {
    const { data } = sweptMask(image, sweeps, box);
    for (let index = 0; index < ids.length; index++) if (data[index] === 1) touched.add(ids[index]!);
  }
  const loose: number[] = [];
  if (touched.size === 0) return Int32Array.from(loose);
  for (const { box, ids } of parts) {
    const mask = Uint8Array.from(ids, (id) => (touched.has(id) ? 1 : 0));
    eachSpan(spansOfMask({ box, mask }), (y, x, end) => loose.push(y, x, end));
  }
  return joinSpans(loose);
}
