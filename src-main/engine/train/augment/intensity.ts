import type { RandomSource } from '../../../core/random/RandomSource.ts';
import type { AugmentationRecipe } from '../../../core/training/TrainingRecipe.ts';
import { blurCrop } from './blur.ts';

/** How far a crop's brightness is changed. */
export type IntensityRange = Pick<
  AugmentationRecipe,
  'contrastShare' | 'contrast' | 'brightness' | 'gammaShare' | 'gamma' | 'blurShare' | 'blur' | 'noiseShare' | 'noise'
>;

/**
 * Changes gamma, contrast, brightness, sharpness and noise of a square crop, in place; all channels by the same amounts, which
 * keeps their order. A blur of no crop draws no random number.
 * @param crop [side, side, channels]
 */
export function changeIntensity(crop: Float32Array, side: number, range: IntensityRange, random: RandomSource): void {
  const factorUpTo = (largest: number): number => Math.exp(random.uniform(-Math.log(largest), Math.log(largest)));
  if (random.chance(range.gammaShare)) applyGamma(crop, factorUpTo(range.gamma));
  if (random.chance(range.contrastShare)) {
    const factor = factorUpTo(range.contrast);
    const offset = random.uniform(-range.brightness, range.brightness);
    for (let at = 0; at < crop.length; at++) crop[at] = crop[at]! * factor + offset;
  }
  // Before the noise, which comes from the camera and is never blurred.
  if (range.blurShare > 0 && random.chance(range.blurShare)) blurCrop(crop, side, random.uniform(0, range.blur));
  if (random.chance(range.noiseShare)) {
    const deviation = random.uniform(0, range.noise);
    for (let at = 0; at < crop.length; at++) crop[at]! += deviation * random.normal();
  }
}

/** Bends the scale between the crop's darkest and brightest value, which stay where they are. */
function applyGamma(crop: Float32Array, exponent: number): void {
  let low = Infinity;
  let high = -Infinity;
  for (const value of crop) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const span = high - low;
  if (!(span > 0)) return;
  for (let at = 0; at < crop.length; at++) crop[at] = low + span * ((crop[at]! - low) / span) ** exponent;
}
