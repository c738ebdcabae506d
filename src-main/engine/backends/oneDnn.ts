import { tf } from '../tensorflow.ts';
import type { NodeBackend, OperationAttribute } from './nodeBackend.ts';

/*
 * Operations of oneDNN, Intel's library for neural networks on processors, that TensorFlow's graph optimizer puts in the
 * place of its own. What runs operation by operation, as TensorFlow.js does, has to ask for them by name; this label is
 * theirs. They are in the builds for processors alone.
 */

export interface OneDnn {
  /**
   * Batch normalisation with the batch's statistics, then ReLU, in one pass.
   * @param attributes those of FusedBatchNormV3
   * @returns the outputs of FusedBatchNormV3, the first after the ReLU
   */
  batchNormRelu(attributes: readonly OperationAttribute[], inputs: readonly tf.Tensor[]): tf.Tensor[];
  /**
   * The gradient of max pooling, which goes to the first maximum of each window.
   * @param x [B,H,W,C] @param dy [B,Y,X,C]
   * @returns [B,H,W,C]
   */
  maxPoolGradient(x: tf.Tensor4D, dy: tf.Tensor4D, window: PoolWindow): tf.Tensor4D;
}

export interface PoolWindow {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly pad: 'valid' | 'same';
}

/** What of it the loaded library has; null where it lacks any part. */
export function oneDnnOf(backend: NodeBackend): OneDnn | null {
  if (backend.isUsingGpuDevice) return null;
  const found = oneDnn(backend);
  try {
    tf.tidy(() => {
      const x = tf.ones<tf.Rank.R4>([1, 2, 2, 1]);
      const [one, none] = [tf.ones([1]), tf.tensor1d([], 'float32')];
      found.batchNormRelu(batchNormAttributes(backend, 1e-3), [x, one, one, none, none]);
      found.maxPoolGradient(x, tf.ones([1, 1, 1, 1]), { size: [2, 2], strides: [2, 2], pad: 'valid' });
    });
    return found;
  } catch {
    // A library without the kernels says so by throwing; whoever asked has other ways.
    return null;
  }
}

function oneDnn(backend: NodeBackend): OneDnn {
  const { TF_ATTR_BOOL, TF_ATTR_FLOAT, TF_ATTR_INT, TF_ATTR_STRING, TF_ATTR_TYPE, TF_FLOAT } = backend.binding;
  const text = (name: string, value: string): OperationAttribute => ({ name, type: TF_ATTR_STRING, value });
  const integers = (name: string, value: number | readonly number[]): OperationAttribute => ({ name, type: TF_ATTR_INT, value });
  const label = text('_kernel', 'MklNameChangeOp');
  const activation = [
    label,
    { name: 'exponential_avg_factor', type: TF_ATTR_FLOAT, value: 1 },
    integers('num_side_inputs', 0),
    text('activation_mode', 'Relu'),
  ];
  return {
    batchNormRelu: (attributes, inputs) => backend.executeMultipleOutputs('_MklNativeFusedBatchNormEx', [...attributes, ...activation], inputs, 6),
    maxPoolGradient(x, dy, { size, strides, pad }) {
      const attributes = [
        label,
        { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
        text('padding', pad.toUpperCase()),
        text('data_format', 'NHWC'),
        integers('ksize', [1, ...size, 1]),
        integers('strides', [1, ...strides, 1]),
        integers('explicit_paddings', []),
        { name: 'workspace_enabled', type: TF_ATTR_BOOL, value: true },
      ];
      // Pooling once more, for the places of the maxima, costs less than finding them by comparison.
      const pooled = backend.executeMultipleOutputs('_MklNativeMaxPool', attributes, [x], 2) as [tf.Tensor4D, tf.Tensor];
      const [y, places] = pooled;
      const gradient = backend.executeSingleOutput('_MklNativeMaxPoolGrad', attributes, [x, y, dy, places]) as tf.Tensor4D;
      tf.dispose(pooled);
      return gradient;
    },
  };
}

/** Attributes of FusedBatchNormV3 and its gradient, in training. */
export function batchNormAttributes({ binding }: NodeBackend, epsilon: number): OperationAttribute[] {
  return [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
}
