import { unlabelled } from '../labels/labelMap.ts';
import { RandomSource } from '../random/RandomSource.ts';

/** What these draws are for, apart from those of training. */
const stream = 0xca11b;

/**
 * Draws labelled pixels of an image without replacement, each as likely as any other; equal numbers draw alike.
 * @param labels class of each pixel, 255 = unlabelled
 * @param count all of them where there are no more
 * @param place of the image among those drawn from
 * @returns indices of pixels, ascending
 * Source: Fan, Muller & Rezucha 1962, selection sampling (Knuth, TAOCP 2, algorithm 3.4.2 S).
 */
export function drawPixels(labels: Uint8Array, count: number, place: number): Uint32Array {
  let left = 0;
  for (const label of labels) if (label !== unlabelled) left++;
  const drawn = new Uint32Array(Math.min(count, left));
  const random = new RandomSource({ seed: 0, stream, counter: place });
  for (let pixel = 0, taken = 0; taken < drawn.length; pixel++) {
    if (labels[pixel] === unlabelled) continue;
    if (random.uniform() * left < drawn.length - taken) drawn[taken++] = pixel;
    left--;
  }
  return drawn;
}
