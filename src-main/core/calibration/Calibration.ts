import type { ReliabilityBin } from '../metrics/ReliabilityBin.ts';

/** How well probabilities keep their word on labelled pixels. */
export interface CalibrationFigures {
  /** Mean negative log likelihood, nats. */
  readonly nll: number;
  /** Expected calibration error, 15 bins of equal width, 0 … 1. */
  readonly ece: number;
  readonly bins: readonly ReliabilityBin[];
}

/** The temperature of a model and what it was fitted on. */
export interface Calibration {
  readonly temperature: number;
  /** Held-back images, and how many of their labelled pixels were drawn for it. */
  readonly images: number;
  readonly pixels: number;
  /**
   * Where the figures come from. `otherImages`: two halves of the images, each measured at the temperature fitted on the
   * other; the model's own is fitted on all of them. `sameImages`: there is one image alone, and the figures flatter.
   */
  readonly measuredOn: 'otherImages' | 'sameImages';
  /** At a temperature of 1. */
  readonly before: CalibrationFigures;
  readonly after: CalibrationFigures;
}
