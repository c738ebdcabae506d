import type { Message } from '../messages/Message.ts';
import type { NetworkChoice } from '../networks/NetworkDescription.ts';
import type { RecipeChanges } from './TrainingRecipe.ts';
import type { UncertaintyChoice } from '../uncertainty/UncertaintyChoice.ts';
import type { EvaluationFigures, JobState } from '../records.ts';

/** A short stretch of a training run, as its curves show it. */
export interface TrainingPoint {
  /** Last step of the stretch, counted over all networks: 1 … memberCount x stepsPerMember. */
  readonly step: number;
  /** Which network was trained, 0 … */
  readonly member: number;
  /** Since the run began, pauses left out. */
  readonly elapsedMs: number;
  /** Mean over the stretch: the recipe's sum, by default cross entropy in nats + 1 - Dice (+ the parent's term), on the training crops. */
  readonly loss: number;
  /** Soft Dice on the training crops, mean over the stretch, 0 … 1. */
  readonly dice: number;
  /** At the last step. */
  readonly learningRate: number;
  /** The network in training, measured on a few crops of held-back images; null at most points, for it takes time. */
  readonly heldBack: HeldBackFigures | null;
}

export interface HeldBackFigures {
  readonly dice: number;
  readonly ece: number;
}

/** Place of a sample prediction made while training. */
export interface TrainingSample {
  readonly step: number;
  readonly imageId: string;
  /** The part of the image that was predicted, in image pixels. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface TrainingRunSettings {
  readonly memberCount: number;
  readonly stepsPerMember: number;
  readonly batchSize: number;
  /** Pixels. */
  readonly cropSide: number;
  readonly learningRate: number;
  readonly seed: number;
  /** What was asked for beside these numbers; left out where nothing was. */
  readonly recipe?: RecipeChanges | undefined;
  /** Which network; left out where nobody chose one: then the parent's, or a U-Net as is usual. */
  readonly network?: NetworkChoice | undefined;
  /** Name of the file that the network's encoder was started from. */
  readonly encoderWeights?: string | undefined;
  /** Stochastic passes that the model runs each of its networks with. */
  readonly passes?: number | undefined;
  /** By which method each training gave several networks; left out where nobody chose one: then the parent's, or a Deep Ensemble. */
  readonly uncertainty?: UncertaintyChoice | undefined;
  /** In how many ways the model lays what it predicts before each of them. */
  readonly turns?: number | undefined;
}

/** What a model was taught with. */
export interface LearnedFrom {
  readonly images: number;
  readonly labelledPixels: number;
  /** Corrections in force when the run began. */
  readonly corrections: number;
  /** Journal sequence up to which labels had a part. */
  readonly labelSequence: number;
}

/** One training run, under way or over. Its id is that of its job. */
export interface TrainingRun {
  readonly id: string;
  readonly modelId: string;
  readonly modelName: string | null;
  readonly parentId: string | null;
  readonly state: JobState;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly elapsedMs: number;
  readonly settings: TrainingRunSettings;
  readonly learned: LearnedFrom;
  readonly latest: TrainingPoint | null;
  /** Of the finished model on all held-back images. */
  readonly figures: EvaluationFigures | null;
  readonly parentFigures: EvaluationFigures | null;
  readonly error: { readonly code: string; readonly message: Message } | null;
}
