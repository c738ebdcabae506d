import type { ArmName } from '../arms.ts';
import type { ExpertName } from '../experts/Expert.ts';

/** What is known after a training: of the labels so far, and of the model on the test images. */
export interface LoopPoint {
  readonly labelledPixels: number;
  /** Of the pool's pixels, 0 … 1. */
  readonly labelledShare: number;
  /** Regions or images settled. */
  readonly settled: number;
  /** Simulated time of the expert so far. */
  readonly seconds: number;
  /** Mean over the scored classes of the mean over the test images that have the class, 0 … 1. */
  readonly dice: number;
  readonly meanIou: number;
  readonly ece: number;
  /** Spearman's, of the learned loss with the true loss over blocks of 16 x 16 pixels; null where it is undefined. */
  readonly learnedLossCorrelation: number | null;
  /** The same over the regions settled last before this training, of the loss foreseen with the share found wrong; null where there were too few. */
  readonly foundCorrelation: number | null;
  /** Share of the labelled pixels that the expert labelled otherwise than the truth has them. */
  readonly mislabelledShare: number;
}

/** One arm with one expert and one seed on one set. */
export interface LoopRun {
  readonly set: string;
  readonly arm: ArmName;
  readonly expert: ExpertName;
  readonly seed: number;
  /** The first before any region was chosen. */
  readonly points: readonly LoopPoint[];
  /** After a full training from random weights on the last labels, as long as that on all labels; null where it was not asked for. */
  readonly fullUpdate: LoopPoint | null;
  readonly poolPixels: number;
  /** Of the process, of both kinds of time. */
  readonly elapsedMs: number;
  readonly processorMs: number;
}

/** A run with where and when it was made. */
export interface MadeRun extends LoopRun {
  readonly machine: string;
  readonly date: string;
  /** Of the processor: a number, or `all`. */
  readonly threads: string;
}
