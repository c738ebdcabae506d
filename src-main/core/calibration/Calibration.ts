import type { ReliabilityBin } from '../metrics/ReliabilityBin.ts';
import type { TemperatureKind, Temperatures } from './Temperatures.ts';

/** How well probabilities keep their word on labelled pixels. */
export interface CalibrationFigures {
  /** Mean negative log likelihood, nats. */
  readonly nll: number;
  /** Expected calibration error, 15 bins of equal width, 0 … 1. */
  readonly ece: number;
  readonly bins: readonly ReliabilityBin[];
}

/** Whether what is measured, or found, knows nothing of the images that the temperature was fitted on. */
export type TemperatureOf = 'otherImages' | 'sameImages';

/** Half of the held-back images. */
export interface CalibrationHalf {
  readonly imageIds: readonly string[];
  /** Fitted on the other half: what these are to be measured at. */
  readonly temperature: Temperatures;
}

/** The temperature of a model, or its temperatures, and what they were fitted on. */
export interface Calibration {
  readonly temperature: Temperatures;
  /** Held-back images that it was fitted on, and how many of their labelled pixels were drawn for it. */
  readonly images: number;
  readonly pixels: number;
  /**
   * Where the figures come from. `otherImages`: two halves of the images, each measured at the temperature fitted on the
   * other. `sameImages`: there is one image alone, and the figures flatter.
   */
  readonly measuredOn: TemperatureOf;
  /** Both halves; left out where there is one image alone, and by earlier versions. */
  readonly halves?: readonly CalibrationHalf[] | undefined;
  /**
   * What the model's own temperature is fitted on: all images, or the first half where the second suffices for a threshold of
   * misses, which is then found on images that the temperature knows nothing of. Left out: all.
   */
  readonly fittedOn?: 'allImages' | 'firstHalf' | undefined;
  /**
   * Mean negative log likelihood with one temperature for all classes and with one for each, nats, of images that neither was fitted
   * on. Left out where there is one image alone, and by earlier versions, which knew the first alone.
   */
  readonly nllOfKinds?: Readonly<Record<TemperatureKind, number>> | undefined;
  /** At a temperature of 1. */
  readonly before: CalibrationFigures;
  readonly after: CalibrationFigures;
}
