import type { TrainingKernels } from '../../../src-main/engine/backends/TrainingKernels.ts';
import type { tf } from '../../../src-main/engine/tensorflow.ts';
import type { NetworkName } from '../classifiers/networks.ts';
import type { DigitData } from '../digits/digitSets.ts';
import type { MemberStore } from '../training/MemberStore.ts';

export interface Prediction {
  /** [M,B,10], each summing to 1 over the classes. */
  readonly probabilities: tf.Tensor3D;
  /** [B], higher where the method itself is surer; left out where that is the highest mean probability. */
  readonly confidence?: tf.Tensor1D;
}

export interface Predictor {
  /** Call inside `tf.tidy`. @param input [B,28,28,1], 0 … 1 */
  predict(input: tf.Tensor4D): Prediction;
  /** Numbers that have to be kept to predict. */
  readonly keptValues: number;
  /** What training took, all members together. */
  readonly trainingMs: number;
}

export interface RowWork {
  readonly network: NetworkName;
  /** 1 … 3. */
  readonly seed: number;
  readonly digits: DigitData;
  readonly members: MemberStore;
  readonly kernels: TrainingKernels;
}

/** A way to say how sure a network is of a digit. */
export interface Method {
  /** Its key in the results. */
  readonly name: string;
  readonly title: string;
  prepare(work: RowWork): Promise<Predictor>;
}

/** Networks of an ensemble. */
export const ensembleSize = 5;

/** Number of a member: those of different seeds are disjoint, and the deterministic network is the first of its seed's ensemble. */
export function memberNumber(seed: number, index: number): number {
  return (seed - 1) * ensembleSize + index + 1;
}
