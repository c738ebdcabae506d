import { tf } from '../tensorflow.ts';
import { checkBatchNormShapes } from './batchNormShapes.ts';
import { nativeAdamUpdate } from './nativeAdam.ts';
import type { NodeBackend } from './nodeBackend.ts';
import { reluGradient } from './nativeGradients.ts';
import { batchNormAttributes } from './oneDnn.ts';
import type { OneDnn } from './oneDnn.ts';
import type { Activation, BatchNormResult, TrainingKernels } from './TrainingKernels.ts';
import { release } from './composedKernels.ts';

/**
 * Training kernels of TensorFlow itself, called through the native engine's binding.
 * @param oneDnn its faster ones, where it has them
 */
export function nativeKernels(backend: NodeBackend, oneDnn: OneDnn | null): TrainingKernels {
  return {
    batchNormTraining: (x, scale, offset, epsilon, activation = 'linear') =>
      batchNormTraining({ backend, oneDnn }, { x, scale, offset, epsilon, activation }),
    adamUpdate: (state, gradient, settings) => nativeAdamUpdate(backend, state, gradient, settings),
  };
}

interface BatchNormArguments {
  readonly x: tf.Tensor4D;
  readonly scale: tf.Tensor1D;
  readonly offset: tf.Tensor1D;
  readonly epsilon: number;
  readonly activation: Activation;
}

/**
 * FusedBatchNormV3 gives [y, mean, variance, three reserved for the gradient]; FusedBatchNormGradV3 takes
 * [dy, x, scale, reserved …] and gives [dx, dScale, dOffset, …]. Its variance is divided by N - 1: ours by N.
 */
function batchNormTraining(
  { backend, oneDnn }: { readonly backend: NodeBackend; readonly oneDnn: OneDnn | null },
  { x, scale, offset, epsilon, activation }: BatchNormArguments,
): BatchNormResult {
  const count = checkBatchNormShapes(x, scale, offset);
  const attributes = batchNormAttributes(backend, epsilon);
  let statistics: { mean: tf.Tensor1D; variance: tf.Tensor1D } | null = null;
  const normalise = tf.customGrad((...args: unknown[]) => {
    const [input, gamma, beta, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    // In training the kernel ignores the two statistics it asks for, and wants them empty.
    const none = tf.tensor1d([], 'float32');
    const inputs = [input, gamma, beta, none, none];
    const isFused = activation === 'relu' && oneDnn !== null;
    const outputs = isFused ? oneDnn.batchNormRelu(attributes, inputs) : backend.executeMultipleOutputs('FusedBatchNormV3', attributes, inputs, 6);
    const [y, mean, variance, ...reserved] = outputs as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, ...tf.Tensor[]];
    statistics = { mean: tf.keep(mean), variance: tf.keep(variance.mul((count - 1) / count)) };
    save([...(isFused ? [y] : []), input, gamma, ...reserved]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [slope, rest] = isFused ? [reluGradient(backend, dy, saved[0]!), saved.slice(1)] : [dy, saved];
      return backend.executeMultipleOutputs('FusedBatchNormGradV3', attributes, [slope, ...rest], 5).slice(0, 3);
    };
    return { value: y, gradFunc };
  });
  const normalised: tf.Tensor4D = normalise(x, scale, offset);
  const y = activation === 'relu' && oneDnn === null ? tf.relu(normalised) : normalised;
  return { y, ...release(statistics) };
}
