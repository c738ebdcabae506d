import type { PixelBox } from '../../core/geometry.ts';
import type { ModelFile } from '../ensemble/modelFile.ts';
import type { WindowNeeds } from '../ensemble/Ensemble.ts';
import type { MemberRunner } from '../ensemble/MemberRunner.ts';
import type { CoreOutcome } from './predictCore.ts';

/** One window of a prediction. */
export interface WindowStep {
  /** May reach past the image's right and bottom edge. */
  readonly input: PixelBox;
  /**
   * What is final once this window is computed. Each outcome is made when it is asked for.
   * @param values the window's normalised input, as `input` says
   */
  outcomes(values: Float32Array): AsyncIterable<CoreOutcome>;
}

/** What prediction needs to know of an ensemble. */
export interface PredictingEnsemble {
  readonly file: Pick<ModelFile, 'classes' | 'normalisation'>;
  readonly windows: WindowNeeds;
  readonly members: readonly MemberRunner[];
  /** How many members run side by side: 1 and up. */
  readonly concurrency: number;
  /** Whether its members say how far inside an object each pixel lies; left out: they do not. */
  readonly hasDistances?: boolean;
  /** Whether they foresee the probability of the true class; left out: they do not. */
  readonly hasConfidence?: boolean;
}
