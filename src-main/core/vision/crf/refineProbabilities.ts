import { mostProbableClasses } from '../../predictions/mostProbableClasses.ts';
import type { DisplayWindow } from '../SampleWindow.ts';
import { SfumatoError } from '../../SfumatoError.ts';
import { denseCrf } from './denseCrf.ts';
import type { CrfOptions } from './denseCrf.ts';

/** Half a step of a byte: what 0 stands for is less than that, but not nothing. */
const leastByte = 0.5;

/**
 * Refines a prediction of any number of classes with the image it was made of.
 * @param window the image's samples in display units
 * @param planes probabilities of each class, 0 … 255 for 0 … 1, a byte a pixel of the window
 * @returns the most probable class of each pixel; the lower index where two are equal
 * @throws SfumatoError `invalidInput` when there are fewer than two classes or a plane does not fit the window
 */
export function refineProbabilities(window: DisplayWindow, planes: readonly Uint8Array[], options: CrfOptions): Uint8Array {
  const pixels = window.width * window.height;
  const wrong = planes.find((plane) => plane.length !== pixels);
  if (wrong) throw new SfumatoError('invalidInput', `refined prediction: wanted ${pixels} probabilities a class, got ${wrong.length}`);
  const classCount = planes.length;
  const unary = new Float32Array(pixels * classCount);
  for (let pixel = 0; pixel < pixels; pixel++) {
    let sum = 0;
    for (let each = 0; each < classCount; each++) sum += unary[pixel * classCount + each] = Math.max(planes[each]![pixel]!, leastByte);
    for (let each = 0; each < classCount; each++) unary[pixel * classCount + each]! /= sum;
  }
  return mostProbableClasses(denseCrf(window, unary, options), classCount);
}

/** The same field at a coarser level of an image's pyramid: what reaches so far in the image reaches fewer pixels there. */
export function crfAtLevel(options: CrfOptions, level: number): CrfOptions {
  const side = 2 ** level;
  return { ...options, appearanceReachPx: options.appearanceReachPx / side, smoothnessReachPx: options.smoothnessReachPx / side };
}
