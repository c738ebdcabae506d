import { tf } from '../tensorflow.ts';
import { adamUpdate } from '../train/adam.ts';
import { checkBatchNormShapes } from './batchNormShapes.ts';
import type { Activation, BatchNormResult, TrainingKernels } from './TrainingKernels.ts';

/**
 * Training kernels written from TensorFlow.js operations: right on every backend, used where there is none better.
 */
export const composedKernels: TrainingKernels = { batchNormTraining, adamUpdate };

function batchNormTraining(x: tf.Tensor4D, scale: tf.Tensor1D, offset: tf.Tensor1D, epsilon: number, activation: Activation = 'linear'): BatchNormResult {
  const count = checkBatchNormShapes(x, scale, offset);
  let statistics: { mean: tf.Tensor1D; variance: tf.Tensor1D } | null = null;
  const normalise = tf.customGrad((...args: unknown[]) => {
    const [input, gamma, beta, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const mean = input.mean<tf.Tensor1D>([0, 1, 2]);
    const centred = input.sub<tf.Tensor4D>(mean);
    const variance = centred.square().mean<tf.Tensor1D>([0, 1, 2]);
    const inverseDeviation = variance.add(epsilon).rsqrt();
    const normalised = centred.mul<tf.Tensor4D>(inverseDeviation);
    statistics = { mean: tf.keep(mean), variance: tf.keep(variance) };
    save([normalised, inverseDeviation, gamma]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [xHat, inverse, g] = saved as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
      const offsetGradient = dy.sum([0, 1, 2]);
      const scaleGradient = dy.mul(xHat).sum([0, 1, 2]);
      // d loss / d x = gamma / deviation * (dy - mean(dy) - xHat * mean(dy * xHat)), the means over B, H and W:
      // the chain rule of the paper's section 3 with mean and variance eliminated.
      const inner = dy.sub(offsetGradient.div(count)).sub(xHat.mul(scaleGradient.div(count)));
      return [inner.mul(g.mul(inverse)), scaleGradient, offsetGradient];
    };
    return { value: normalised.mul(gamma).add(beta), gradFunc };
  });
  const normalised = normalise(x, scale, offset) as tf.Tensor4D;
  const y = activation === 'relu' ? tf.relu(normalised) : normalised;
  return { y, ...release(statistics) };
}

/**
 * Hands tensors kept inside a custom gradient to the scope around it, so that the caller's `tidy` owns them.
 * @throws TypeError when the forward function did not run
 */
export function release(kept: { mean: tf.Tensor1D; variance: tf.Tensor1D } | null): { mean: tf.Tensor1D; variance: tf.Tensor1D } {
  if (kept === null) throw new TypeError('The forward function of batch normalisation did not run.');
  const result = { mean: kept.mean.clone(), variance: kept.variance.clone() };
  kept.mean.dispose();
  kept.variance.dispose();
  return result;
}
