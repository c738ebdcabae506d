import { tf } from '../tensorflow.ts';
import type { TrainingState } from './trainingStep.ts';

/**
 * The weights by which a network in training is measured, and which are saved in the end: their mean where one is kept.
 * To be called inside `tf.tidy`; what belongs to the state is not to be disposed.
 */
export function servedBy({ optimizer, statistics, average }: TrainingState): { readonly values: tf.Tensor1D; readonly statistics: tf.Tensor1D } {
  if (!average) return { values: optimizer.values, statistics };
  const [values, meanStatistics] = tf.split(average, [optimizer.values.size, statistics.size]) as [tf.Tensor1D, tf.Tensor1D];
  return { values, statistics: meanStatistics };
}
