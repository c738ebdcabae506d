import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import type { ImageSize } from '../../../src-main/core/labels/labelTiles.ts';
import { normalNoise } from '../../../src-main/core/random/normalNoise.ts';
import type { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { boxBlur } from '../../../src-main/core/review/boxBlur.ts';

/** The hand wanders over some nine pixels, not from pixel to pixel. */
const smoothingRadius = 4;

/**
 * Labels whose borders were drawn by a hand that is not quite sure: each pixel takes the class of a place some way off.
 * @param deviation of the way off in each direction, in pixels
 * @returns [pixels]; 255 where nobody knows the class
 */
export function jitteredTruth(truth: Uint8Array, { width, height }: ImageSize, { deviation, random }: { readonly deviation: number; readonly random: RandomSource }): Uint8Array {
  const across = smoothNoise(random, { width, height }, deviation);
  const down = smoothNoise(random, { width, height }, deviation);
  return truth.map((own, index) => {
    if (own === unlabelled) return unlabelled;
    const x = clamp(Math.round((index % width) + across[index]!), width);
    const y = clamp(Math.round(Math.floor(index / width) + down[index]!), height);
    const other = truth[y * width + x]!;
    return other === unlabelled ? own : other;
  });
}

/** @returns [pixels], of mean 0 and the given standard deviation over the image */
function smoothNoise(random: RandomSource, { width, height }: ImageSize, deviation: number): Float32Array {
  const noise = normalNoise(random, width * height);
  // Three means over boxes are near a Gaussian.
  const smooth = [1, 2, 3].reduce((values) => boxBlur(values, width, height, smoothingRadius), noise);
  const mean = smooth.reduce((sum, value) => sum + value, 0) / smooth.length;
  const spread = Math.sqrt(smooth.reduce((sum, value) => sum + (value - mean) ** 2, 0) / smooth.length);
  return smooth.map((value) => (spread === 0 ? 0 : ((value - mean) / spread) * deviation));
}

function clamp(value: number, size: number): number {
  return Math.min(size - 1, Math.max(0, value));
}
