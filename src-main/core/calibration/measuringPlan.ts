import type { Calibration, TemperatureOf } from './Calibration.ts';
import type { Temperatures } from './Temperatures.ts';

/** Images that are measured at one temperature. */
export interface MeasuringGroup<Image> {
  readonly images: readonly Image[];
  readonly temperature: Temperatures;
  /** Whether a threshold of misses is found on them. */
  readonly isForThreshold: boolean;
}

export interface MeasuringPlan<Image> {
  /** None is empty. */
  readonly groups: readonly MeasuringGroup<Image>[];
  /** Of the figures, and of the threshold of misses. */
  readonly figures: TemperatureOf;
  readonly threshold: TemperatureOf;
}

/** What a model's logits are divided by, and how that was fitted; null where it was not. */
export interface FittedTemperature {
  readonly temperature: Temperatures;
  readonly calibration: Pick<Calibration, 'halves' | 'fittedOn'> | null;
}

/**
 * At which temperature each image is measured, so that none is measured at one that was fitted on itself: the images of either
 * half at that of the other, images that nothing was fitted on at the model's own. A threshold of misses is found on
 * images that the model's own temperature knows nothing of, where these were kept apart for it, else on all.
 */
export function measuringPlan<Image extends { readonly imageId: string }>({ temperature, calibration }: FittedTemperature, images: readonly Image[]): MeasuringPlan<Image> {
  const { halves, fittedOn = 'allImages' } = calibration ?? {};
  const known = new Set(halves?.flatMap(({ imageIds }) => imageIds));
  const isHalved = fittedOn === 'firstHalf';
  const groups = [
    { images: images.filter(({ imageId }) => !known.has(imageId)), temperature, isForThreshold: true },
    ...(halves ?? []).map(({ imageIds, temperature: ofTheOther }, half) => {
      const ids = new Set(imageIds);
      return { images: images.filter(({ imageId }) => ids.has(imageId)), temperature: ofTheOther, isForThreshold: !isHalved || half === 1 };
    }),
  ];
  const isFittedOnNone = calibration === null || (halves !== undefined && images.every(({ imageId }) => !known.has(imageId)));
  return {
    groups: groups.filter((group) => group.images.length > 0),
    // Where there are no halves, nobody wrote down which image it was fitted on.
    figures: calibration === null || halves !== undefined ? 'otherImages' : 'sameImages',
    threshold: isFittedOnNone || isHalved ? 'otherImages' : 'sameImages',
  };
}
