import { beforeAll, describe, expect, it } from 'vitest';
import { messageOf } from '../../core/SfumatoError.ts';
import { tf } from '../tensorflow.ts';
import { startNative } from './native.ts';
import { nativeBackendName } from './nodeBackend.ts';
import { relativeDifference } from './selfTest.ts';
import type { TrainingKernels } from './TrainingKernels.ts';
import { startWasm } from './wasm.ts';

/** Central differences over a step of this size; single precision leaves about three digits. */
const step = 1e-2;
const tolerance = 2e-2;

const wasm = await startWasm();
const native = loadNative();

const candidates = [
  { name: 'wasm', backend: 'wasm', kernels: wasm as TrainingKernels | null, missing: '' },
  { name: 'native', backend: nativeBackendName, kernels: native.kernels, missing: native.missing },
];

for (const { name, backend, kernels, missing } of candidates) {
  describe.skipIf(kernels === null)(`training on ${name}${missing}`, () => {
    const { batchNormTraining } = kernels ?? wasm;

    beforeAll(async () => {
      await tf.setBackend(backend);
    });

    it('normalises a hand-worked batch and tells its mean and biased variance', () => {
      tf.tidy(() => {
        const x = tf.tensor4d([1, 10, 3, 10, 5, 10, 7, 10], [2, 2, 1, 2]);
        const { y, mean, variance } = batchNormTraining(x, tf.tensor1d([2, 1]), tf.tensor1d([0.5, -1]), 1e-6);
        expectClose(mean, [4, 10], 1e-5);
        expectClose(variance, [5, 0], 1e-5);
        const unit = 2 / Math.sqrt(5);
        expectClose(y, [0.5 - 3 * unit, -1, 0.5 - unit, -1, 0.5 + unit, -1, 0.5 + 3 * unit, -1], 1e-4);
      });
    });

    it('has the gradients of batch normalisation', () => {
      const network = (x: tf.Tensor4D, scale: tf.Tensor1D, offset: tf.Tensor1D): tf.Tensor =>
        batchNormTraining(x, scale, offset, 1e-2).y;
      checkGradients(network, [[2, 3, 5, 3], [3], [3]]);
    });

    it('leaves no tensor behind', () => {
      const before = tf.memory().numTensors;
      tf.tidy(() => {
        const x = tf.ones<tf.Rank.R4>([1, 4, 4, 2]);
        tf.grads((a: tf.Tensor) =>
          batchNormTraining(a as tf.Tensor4D, tf.tensor1d([1, 1]), tf.tensor1d([0, 0]), 1e-3).y.sum(),
        )([x]);
      });
      expect(tf.memory().numTensors).toBe(before);
    });

    it('refuses a scale of another length', () => {
      tf.tidy(() => {
        const x = tf.ones<tf.Rank.R4>([1, 4, 4, 3]);
        expect(() => batchNormTraining(x, tf.ones([2]), tf.ones([3]), 1e-3)).toThrow(/\[1,4,4,3\], \[2\] and \[3\]/);
        expect(() => batchNormTraining(tf.ones([1, 1, 1, 2]), tf.ones([2]), tf.ones([2]), 1e-3)).toThrow(/at least two/);
      });
    });

    it.each([
      { what: 'stride 1, same', filter: [3, 3], stride: 1, pad: 'same' },
      { what: 'stride 2, same, odd size', filter: [3, 3], stride: 2, pad: 'same' },
      { what: 'stride 2, valid, rows left unread', filter: [2, 3], stride: 2, pad: 'valid' },
      { what: 'stride 3, a filter smaller than the stride', filter: [1, 2], stride: 3, pad: 'valid' },
    ] as const)('has the gradients of convolution: $what', ({ filter, stride, pad }) => {
      const network = (x: tf.Tensor4D, weights: tf.Tensor4D): tf.Tensor => tf.conv2d(x, weights, stride, pad);
      checkGradients(network, [[2, 7, 9, 3], [...filter, 3, 5]]);
    });

    it('has the gradients of transposed convolution', () => {
      const network = (x: tf.Tensor4D, weights: tf.Tensor4D): tf.Tensor =>
        tf.conv2dTranspose(x, weights, [2, 6, 10, 2], 2, 'same');
      checkGradients(network, [[2, 3, 5, 3], [2, 2, 2, 3]]);
    });

    it('has the gradient of max pooling', () => {
      checkGradients((x: tf.Tensor4D) => tf.maxPool(x, 2, 2, 'same'), [[2, 5, 7, 3]]);
    });

    it('has the gradient of average pooling', () => {
      checkGradients((x: tf.Tensor4D) => tf.avgPool(x, 2, 2, 'valid'), [[2, 5, 7, 3]]);
    });

    it.each([
      { alignCorners: false, halfPixelCenters: false },
      { alignCorners: true, halfPixelCenters: false },
      { alignCorners: false, halfPixelCenters: true },
    ])('has the gradient of bilinear resizing, align corners $alignCorners, half pixels $halfPixelCenters', ({ alignCorners, halfPixelCenters }) => {
      const network = (x: tf.Tensor4D): tf.Tensor => tf.image.resizeBilinear(x, [10, 14], alignCorners, halfPixelCenters);
      checkGradients(network, [[2, 5, 7, 3]]);
    });

    it('has the gradient of nearest-neighbour resizing', () => {
      checkGradients((x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [10, 14]), [[2, 5, 7, 3]]);
    });

    it('has the gradient of ReLU, zero where the input is', () => {
      tf.tidy(() => {
        const gradient = tf.grad((x: tf.Tensor) => x.relu().mul(3))(tf.tensor1d([-2, 0, 0.5, 4]));
        expectClose(gradient, [0, 0, 3, 3], 1e-6);
      });
    });
  });
}

function loadNative(): { kernels: TrainingKernels | null; missing: string } {
  try {
    return { kernels: startNative().kernels, missing: '' };
  } catch (error) {
    return { kernels: null, missing: ` (skipped: ${messageOf(error)})` };
  }
}

/**
 * Compares the gradient of a weighted sum of `network`'s output with central differences, one random direction and a
 * few single entries of each input.
 */
function checkGradients<Inputs extends tf.Tensor[]>(network: (...inputs: Inputs) => tf.Tensor, shapes: number[][]): void {
  tf.tidy(() => {
    const inputs = shapes.map((shape, index) => distinctValues(shape, index + 1));
    const weights = distinctValues(network(...(inputs as Inputs)).shape, 9);
    const loss = (...tensors: tf.Tensor[]): tf.Scalar => network(...(tensors as Inputs)).mul(weights).sum();
    const gradients = tf.grads(loss)(inputs);
    for (const [position, input] of inputs.entries()) {
      const gradient = (gradients[position] as tf.Tensor).dataSync<'float32'>();
      const entries = [0, 1, Math.floor(input.size / 2), input.size - 1];
      const expected = entries.map((entry) => {
        const nudged = (amount: number): number => {
          const values = input.dataSync<'float32'>().slice();
          values[entry] = (values[entry] ?? 0) + amount;
          return loss(...inputs.with(position, tf.tensor(values, input.shape))).arraySync();
        };
        return (nudged(step) - nudged(-step)) / (2 * step);
      });
      const got = entries.map((entry) => gradient[entry] ?? NaN);
      expect(relativeDifference(Float32Array.from(got), Float32Array.from(expected))).toBeLessThan(tolerance);
    }
  });
}

/** Values in -1 … 1 no two of which are closer than the step of the differences, so that no maximum changes hands. */
function distinctValues(shape: number[], seed: number): tf.Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  const values = Float32Array.from({ length: size }, (_, index) => (((index * 97 + seed * 31) % size) * 2.5 * step) - size * 1.25 * step);
  return tf.tensor(values, shape);
}

function expectClose(tensor: tf.Tensor, expected: number[], within: number): void {
  const values = [...tensor.dataSync()];
  expect(values).toHaveLength(expected.length);
  for (const [index, value] of values.entries()) expect(Math.abs(value - (expected[index] ?? NaN))).toBeLessThanOrEqual(within);
}
