import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { tf } from '../tensorflow.ts';
import { refuseFaultyDevice } from './deviceFaults.ts';
import type { TrainingKernels } from './TrainingKernels.ts';

/** A backend that is ready to be switched to. */
export interface Candidate {
  /** Its name in TensorFlow.js. */
  readonly backend: string;
  readonly kernels: TrainingKernels;
}

/**
 * Largest accepted difference, relative to the largest value of the tensor compared. Single precision over the few
 * hundred terms summed here differs by about 1e-6; reduced-precision modes of GPUs (TF32) by about 1e-3.
 */
const tolerance = 5e-3;

/**
 * Runs one small network forward and backward on both backends: convolutions, batch normalisation, max pooling,
 * bilinear and nearest resizing, concatenation, softmax cross entropy.
 * @returns null when all agree, otherwise what differed and by how much
 */
export async function selfTest(candidate: Candidate, reference: Candidate): Promise<Message | null> {
  const got = await runSmallNetwork(candidate);
  const wanted = await runSmallNetwork(reference);
  for (const [name, values] of wanted) {
    const difference = relativeDifference(got.get(name) ?? new Float32Array(), values);
    if (!(difference <= tolerance)) {
      return say('selfTestDiffers', { what: name, difference: difference.toExponential(1), most: String(tolerance) });
    }
  }
  return null;
}

/** max |a - b| / max |b|; infinite when the lengths differ or a value is not finite. */
export function relativeDifference(got: Float32Array, wanted: Float32Array): number {
  if (got.length !== wanted.length) return Infinity;
  let difference = 0;
  let scale = 0;
  for (const [index, value] of wanted.entries()) {
    const distance = Math.abs((got[index] ?? NaN) - value);
    if (!Number.isFinite(distance)) return Infinity;
    difference = Math.max(difference, distance);
    scale = Math.max(scale, Math.abs(value));
  }
  return scale === 0 ? difference : difference / scale;
}

/** Loss, probabilities and all gradients by name. Leaves the candidate's backend in force and no tensor behind. */
async function runSmallNetwork(candidate: Candidate): Promise<Map<string, Float32Array>> {
  if (!(await tf.setBackend(candidate.backend))) throw new SfumatoError('engineFailed', `${candidate.backend}: the backend does not start`);
  const outputs = smallNetworkOutputs(candidate);
  try {
    const entries = Object.entries(outputs).map(async ([name, tensor]) => [name, await tensor.data<'float32'>()] as const);
    const values = new Map(await Promise.all(entries));
    refuseFaultyDevice();
    return values;
  } finally {
    tf.dispose(outputs);
  }
}

/** The caller disposes them. */
function smallNetworkOutputs({ kernels }: Candidate): Record<string, tf.Tensor> {
  return tf.tidy(() => {
    const image = tf.tensor4d(wave(2 * 10 * 12 * 2, 0.37), [2, 10, 12, 2]);
    const target = tf.oneHot(tf.tensor1d(Array.from({ length: 240 }, (_, index) => (index * 7) % 3), 'int32'), 3);
    const parameters = {
      first: tf.tensor4d(wave(3 * 3 * 2 * 8, 0.71), [3, 3, 2, 8]),
      second: tf.tensor4d(wave(3 * 3 * 8 * 8, 0.53), [3, 3, 8, 8]),
      last: tf.tensor4d(wave(24 * 3, 0.91), [1, 1, 24, 3]),
      scale: tf.tensor1d(wave(8, 0.3)),
      offset: tf.tensor1d(wave(8, 0.6)),
      bias: tf.tensor1d(wave(3, 0.2)),
    };
    const outputs: Record<string, tf.Tensor> = {};
    const network = (...tensors: tf.Tensor[]): tf.Scalar => {
      const [x, first, second, last, scale, offset, bias] = tensors as Parameters<typeof smallNetwork>[1];
      const logits = smallNetwork(kernels, [x, first, second, last, scale, offset, bias]);
      const flat = logits.reshape<tf.Tensor2D>([240, 3]);
      // The gradient's own scope would take it away.
      outputs['probabilities'] = tf.keep(flat.softmax());
      return tf.logSoftmax(flat).mul(target).sum().neg().div(240);
    };
    const inputs = { image, ...parameters };
    const { value, grads } = tf.valueAndGrads(network)(Object.values(inputs));
    outputs['loss'] = value;
    for (const [index, name] of Object.keys(inputs).entries()) {
      outputs[`gradient of ${name}`] = grads[index] as tf.Tensor;
    }
    return outputs;
  });
}

/** [2,10,12,2] -> conv, batch norm, ReLU [2,10,12,8] -> pool, conv [2,5,6,8] -> resized twice and joined -> [2,10,12,3]. */
function smallNetwork(
  kernels: TrainingKernels,
  [x, first, second, last, scale, offset, bias]: [
    tf.Tensor4D,
    tf.Tensor4D,
    tf.Tensor4D,
    tf.Tensor4D,
    tf.Tensor1D,
    tf.Tensor1D,
    tf.Tensor1D,
  ],
): tf.Tensor4D {
  const wide = kernels.batchNormTraining(x.conv2d(first, 1, 'same'), scale, offset, 1e-3).y.relu<tf.Tensor4D>();
  const pooled = tf.maxPool(wide, 2, 2, 'same').conv2d<tf.Tensor4D>(second, 1, 'same');
  const bilinear = tf.image.resizeBilinear(pooled, [10, 12], false, true);
  const nearest = tf.image.resizeNearestNeighbor(pooled, [10, 12]);
  return tf.concat([wide, bilinear, nearest], 3).conv2d<tf.Tensor4D>(last, 1, 'same').add(bias);
}

/** Fixed values in -1 … 1 without a pattern a wrong stride could hide in. */
function wave(length: number, frequency: number): number[] {
  return Array.from({ length }, (_, index) => Math.sin(frequency * index + index * index * 0.013) * 0.8);
}
