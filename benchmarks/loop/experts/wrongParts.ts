import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import type { ImageSize } from '../../../src-main/core/labels/labelTiles.ts';
import { connectedObjects } from '../../../src-main/core/vision/connectedObjects.ts';

/** What one stroke repairs: wrong pixels of one class that lie together. */
export interface WrongPart {
  /** The class to be painted. */
  readonly classIndex: number;
  /** Indices of the pixels in the whole image. */
  readonly pixels: readonly number[];
  /** Those with a side at a pixel that this class is not painted on. */
  readonly rimPixels: number;
}

/**
 * The wrong pixels as one repairs them: what touches, or lies but a pixel or two apart, is one stroke, for nobody lifts the pen
 * between the slivers along one rim.
 * @param wanted [pixels], class to be painted, 255 where nothing is wrong
 * @returns class by class, each in the order of their first pixels
 */
export function wrongParts(wanted: Uint8Array, size: ImageSize): WrongPart[] {
  const classes = [...new Set(wanted)].filter((each) => each !== unlabelled).sort((a, b) => a - b);
  return classes.flatMap((classIndex) => partsOf(classIndex, wanted, size));
}

function partsOf(classIndex: number, wanted: Uint8Array, size: ImageSize): WrongPart[] {
  const isWrong = wanted.map((each) => (each === classIndex ? 1 : 0));
  const { ids, sizes } = connectedObjects({ ...size, data: joined(isWrong, size) }, 8);
  const parts = Array.from(sizes, () => ({ classIndex, pixels: [] as number[], rimPixels: 0 }));
  for (let index = 0; index < isWrong.length; index++) {
    if (isWrong[index] === 0) continue;
    const part = parts[ids[index]! - 1]!;
    part.pixels.push(index);
    if (isRim(isWrong, index, size)) part.rimPixels++;
  }
  return parts;
}

/** Each wrong pixel with the four beside it. */
function joined(isWrong: Uint8Array, { width, height }: ImageSize): Uint8Array {
  const result = isWrong.slice();
  for (let index = 0; index < isWrong.length; index++) {
    if (isWrong[index] === 0) continue;
    const x = index % width;
    if (x > 0) result[index - 1] = 1;
    if (x < width - 1) result[index + 1] = 1;
    if (index >= width) result[index - width] = 1;
    if (index < width * (height - 1)) result[index + width] = 1;
  }
  return result;
}

/** The image's edge is no rim: nothing is drawn along it. */
function isRim(isWrong: Uint8Array, index: number, { width, height }: ImageSize): boolean {
  const x = index % width;
  return (
    (x > 0 && isWrong[index - 1] === 0) ||
    (x < width - 1 && isWrong[index + 1] === 0) ||
    (index >= width && isWrong[index - width] === 0) ||
    (index < width * (height - 1) && isWrong[index + width] === 0)
  );
}
