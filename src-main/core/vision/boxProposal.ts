import { SfumatoError } from '../SfumatoError.ts';

/** Class probabilities of a box: classCount planes of a byte a pixel, 0 … 255 for 0 … 1. */
export interface BoxProbabilities {
  readonly width: number;
  readonly height: number;
  readonly classCount: number;
  readonly values: Uint8Array;
}

/**
 * The most probable class of each pixel of a box among those that are offered; the lower index where two are equal.
 * @param isOffered whether a class may be proposed; a retired one may not. Default: every one
 * @throws SfumatoError `invalidInput` when the planes do not fill the box
 */
export function boxProposal({ width, height, classCount, values }: BoxProbabilities, isOffered: (classIndex: number) => boolean = () => true): Uint8Array {
  const pixels = width * height;
  if (values.length !== pixels * classCount) {
    throw new SfumatoError('invalidInput', `probabilities of a box: wanted ${classCount} x ${pixels}, got ${values.length}`);
  }
  const [first, ...others] = Array.from({ length: classCount }, (_, each) => each).filter(isOffered);
  // A model that knows retired classes alone has nothing to propose but them; the program refuses to store it.
  const classes = new Uint8Array(pixels).fill(first ?? 0);
  for (let index = 0; index < pixels; index++) {
    for (const each of others) {
      if (values[each * pixels + index]! > values[classes[index]! * pixels + index]!) classes[index] = each;
    }
  }
  return classes;
}
