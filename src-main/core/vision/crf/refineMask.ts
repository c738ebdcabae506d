import type { DisplayWindow, PixelMask } from '../SampleWindow.ts';
import { denseCrf } from './denseCrf.ts';
import type { CrfOptions } from './denseCrf.ts';

export interface RefineRule extends CrfOptions {
  /** How far the drawn outline is believed, 0.5 (not at all) … 1: probability of what a pixel was drawn as. */
  readonly trust: number;
}

/**
 * Fits a mask to the edges of the image with a dense conditional random field of two classes, object and rest.
 * @param mask what was drawn; its window holds a margin of the image around it
 * @param probability the networks' probability of the mask's class, 0 … 255 a pixel, which takes half the word where it
 * is known; null: the drawing alone speaks
 */
export function refineMask(window: DisplayWindow, mask: PixelMask, probability: Uint8Array | null, rule: RefineRule): PixelMask {
  const unary = new Float32Array(mask.data.length * 2);
  for (let index = 0; index < mask.data.length; index++) {
    const drawn = mask.data[index] === 1 ? rule.trust : 1 - rule.trust;
    const object = probability ? (drawn + probability[index]! / 255) / 2 : drawn;
    unary[index * 2] = 1 - object;
    unary[index * 2 + 1] = object;
  }
  const settled = denseCrf(window, unary, rule);
  const data = new Uint8Array(mask.data.length);
  for (let index = 0; index < data.length; index++) if (settled[index * 2 + 1]! > 0.5) data[index] = 1;
  return { width: mask.width, height: mask.height, data };
}
