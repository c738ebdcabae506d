import type { AugmentationRecipe } from '../../../core/training/TrainingRecipe.ts';
import type { CropSampling } from '../../../core/training/CropSampling.ts';
import type { Normalisation } from '../../input/normalisation.ts';
import type { TrainingImage } from '../trainingData.ts';
import type { TrainingBatch } from '../batchParts.ts';

/** Where the members of an ensemble in training get their batches. Every kind gives the same ones, bit for bit. */
export interface BatchSource {
  /**
   * The batch of a member's step, 0 … The next ones in order may be made ahead; any step may be asked for at any time.
   * @throws SfumatoError as `InputSource` does when an image cannot be read; `engineFailed` when the source itself ended
   */
  batch(member: number, step: number): Promise<TrainingBatch>;
  /** Ends whatever makes batches, also in the middle of one. */
  close(): Promise<void>;
}

/** All that batches follow from; data alone, for any thread. */
export interface BatchSetup {
  readonly images: readonly TrainingImage[];
  readonly normalisation: Normalisation;
  readonly seed: number;
  readonly batchSize: number;
  readonly cropSide: number;
  readonly augmentation: AugmentationRecipe;
  /** Where crops lie; left out: in every image as often. */
  readonly sampling?: CropSampling;
  /** None is made ahead past these. */
  readonly stepsPerMember: number;
  /** Most bytes of input values kept in memory. */
  readonly budgetBytes: number;
}
