import { tf } from '../tensorflow.ts';
import { checkBatchNormShapes } from './batchNormShapes.ts';
import { nativeAdamUpdate } from './nativeAdam.ts';
import type { NodeBackend, OperationAttribute } from './nodeBackend.ts';
import type { BatchNormResult, TrainingKernels } from './TrainingKernels.ts';
import { release } from './composedKernels.ts';

/** Training kernels of TensorFlow itself, called through the native engine's binding. */
export function nativeKernels(backend: NodeBackend): TrainingKernels {
  return {
    batchNormTraining: (x, scale, offset, epsilon) => batchNormTraining(backend, { x, scale, offset, epsilon }),
    adamUpdate: (state, gradient, settings) => nativeAdamUpdate(backend, state, gradient, settings),
  };
}

interface BatchNormArguments {
  readonly x: tf.Tensor4D;
  readonly scale: tf.Tensor1D;
  readonly offset: tf.Tensor1D;
  readonly epsilon: number;
}

/**
 * FusedBatchNormV3 gives [y, mean, variance, three reserved for the gradient]; FusedBatchNormGradV3 takes
 * [dy, x, scale, reserved …] and gives [dx, dScale, dOffset, …]. Its variance is divided by N - 1: ours by N.
 */
function batchNormTraining(backend: NodeBackend, { x, scale, offset, epsilon }: BatchNormArguments): BatchNormResult {
  const count = checkBatchNormShapes(x, scale, offset);
  const attributes = batchNormAttributes(backend, epsilon);
  let statistics: { mean: tf.Tensor1D; variance: tf.Tensor1D } | null = null;
  const normalise = tf.customGrad((...args: unknown[]) => {
    const [input, gamma, beta, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    // In training the kernel ignores the two statistics it asks for, and wants them empty.
    const none = tf.tensor1d([], 'float32');
    const [y, mean, variance, ...reserved] = backend.executeMultipleOutputs(
      'FusedBatchNormV3',
      attributes,
      [input, gamma, beta, none, none],
      6,
    ) as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, ...tf.Tensor[]];
    statistics = { mean: tf.keep(mean), variance: tf.keep(variance.mul((count - 1) / count)) };
    save([input, gamma, ...reserved]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] =>
      backend.executeMultipleOutputs('FusedBatchNormGradV3', attributes, [dy, ...saved], 5).slice(0, 3);
    return { value: y, gradFunc };
  });
  const y: tf.Tensor4D = normalise(x, scale, offset);
  return { y, ...release(statistics) };
}

function batchNormAttributes(backend: NodeBackend, epsilon: number): OperationAttribute[] {
  const { binding } = backend;
  return [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
}
