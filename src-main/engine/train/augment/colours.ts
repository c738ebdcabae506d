import type { RandomSource } from '../../../core/random/RandomSource.ts';
import type { AugmentationRecipe } from '../../../core/training/TrainingRecipe.ts';
import type { EngineImage } from '../../engineApi.ts';
import { scalesOf } from '../../input/normalisation.ts';
import type { InputStatistics, Normalisation } from '../../input/normalisation.ts';
import { unitRangeOf } from '../../input/unitRange.ts';
import { changeColours, drawColourChange } from './colourJitter.ts';
import { changeStains, drawStainChanges } from './stainJitter.ts';

/** The image that a crop was cut from. */
export interface ColouredImage {
  readonly samples: EngineImage;
  readonly statistics: InputStatistics;
}

export interface ColourSettings {
  readonly normalisation: Normalisation;
  readonly augmentation: AugmentationRecipe;
  readonly random: RandomSource;
}

/**
 * Changes the stains and the colours of a crop, in place. Both are about light, from none to all that the image can show: the
 * normalisation is taken back before and done again afterwards. To come before what happens in a camera (`changeIntensity`).
 * What is switched off draws no random number; nor does a crop of grey, which has no colours to change.
 * @param crop [side, side, channels], normalised
 */
export function changeCropColours(
  crop: Float32Array,
  { samples, statistics }: ColouredImage,
  { normalisation, augmentation, random }: ColourSettings,
): void {
  if (normalisation.channels !== 'colour') return;
  const stains = augmentation.stainShare > 0 && random.chance(augmentation.stainShare) ? drawStainChanges(augmentation, random) : null;
  const colours = augmentation.colourShare > 0 && random.chance(augmentation.colourShare) ? drawColourChange(augmentation, random) : null;
  if (!stains && !colours) return;
  const [low, high] = unitRangeOf(samples);
  const scales = scalesOf(samples, statistics, normalisation).map(({ shift, factor }) => ({
    // value = (light - shift) * factor, in light from 0 to 1.
    shift: (shift - low) / (high - low),
    factor: factor * (high - low),
  }));
  for (const [channel, { shift, factor }] of scales.entries()) {
    for (let at = channel; at < crop.length; at += scales.length) crop[at] = crop[at]! / factor + shift;
  }
  if (stains) changeStains(crop, stains);
  if (colours) changeColours(crop, colours);
  for (const [channel, { shift, factor }] of scales.entries()) {
    for (let at = channel; at < crop.length; at += scales.length) crop[at] = (crop[at]! - shift) * factor;
  }
}
