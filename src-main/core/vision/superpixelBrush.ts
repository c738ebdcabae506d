import { emptyMask } from './SampleWindow.ts';
import type { PixelMask } from './SampleWindow.ts';
import type { Superpixels } from './slic.ts';

/** Every pixel of every superpixel that a stroke touches. @param stroke pixels under the stroke, of the same window */
export function superpixelsUnder({ width, height, ids, count }: Superpixels, stroke: PixelMask): PixelMask {
  const touched = new Uint8Array(count);
  for (let index = 0; index < ids.length; index++) if (stroke.data[index] === 1) touched[ids[index]!] = 1;
  const mask = emptyMask(width, height);
  for (let index = 0; index < ids.length; index++) mask.data[index] = touched[ids[index]!]!;
  return mask;
}

/** Pixels whose right or lower neighbour is in another superpixel: where outlines are drawn. */
export function superpixelEdges({ width, height, ids }: Superpixels): PixelMask {
  const mask = emptyMask(width, height);
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      const differs = (x < width - 1 && ids[index] !== ids[index + 1]) || (y < height - 1 && ids[index] !== ids[index + width]);
      if (differs) mask.data[index] = 1;
    }
  }
  return mask;
}
