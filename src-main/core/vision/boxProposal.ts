import { SfumatoError } from '../SfumatoError.ts';

/** Class probabilities of a box: classCount planes of a byte a pixel, 0 … 255 for 0 … 1. */
export interface BoxProbabilities {
  readonly width: number;
  readonly height: number;
  readonly classCount: number;
  readonly values: Uint8Array;
}

/**
 * The most probable class of each pixel of a box; the lower index where two are equal.
 * @throws SfumatoError `invalidInput` when the planes do not fill the box
 */
export function boxProposal({ width, height, classCount, values }: BoxProbabilities): Uint8Array {
  const pixels = width * height;
  if (values.length !== pixels * classCount) {
    throw new SfumatoError('invalidInput', `probabilities of a box: wanted ${classCount} x ${pixels}, got ${values.length}`);
  }
  const classes = new Uint8Array(pixels);
  for (let index = 0; index < pixels; index++) {
    for (let each = 1; each < classCount; each++) {
      if (values[each * pixels + index]! > values[classes[index]! * pixels + index]!) classes[index] = each;
    }
  }
  return classes;
}
