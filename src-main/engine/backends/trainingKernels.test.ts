import { beforeAll, describe, expect, it } from 'vitest';
import { poolWithIndices, unpool } from '../../../models/layers/indexPooling.ts';
import { messageOf } from '../../core/SfumatoError.ts';
import { tf } from '../tensorflow.ts';
import type { Backend, StartedBackend } from './Backend.ts';
import { composedKernels } from './composedKernels.ts';
import { nativeBackend } from './nativeBackend.ts';
import { nativeGpuBackend } from './nativeGpuBackend.ts';
import { relativeDifference } from './selfTest.ts';
import { wasmBackend } from './wasmBackend.ts';
import { webgpuBackend } from './webgpu/webgpuBackend.ts';

/** Central differences over a step of this size; single precision leaves about three digits. */
const step = 1e-2;
const tolerance = 2e-2;
/** A graphics driver that computes on the processor takes seconds for what takes others none. */
const timeLimitMs = 180_000;

const candidates = [];
for (const backend of [wasmBackend, nativeGpuBackend, nativeBackend, webgpuBackend]) candidates.push({ backend, ...(await tryStart(backend)) });

for (const { backend, started, missing } of candidates) {
  describe.skipIf(started === null)(`training on ${backend.name}${missing}`, { timeout: timeLimitMs }, () => {
    const { batchNormTraining } = started?.kernels ?? composedKernels;

    beforeAll(async () => {
      await tf.setBackend(started?.tfName ?? 'wasm');
    });

    it('normalises a hand-worked batch and tells its mean and biased variance', async () => {
      const [y, mean, variance] = tf.tidy(() => {
        const x = tf.tensor4d([1, 10, 3, 10, 5, 10, 7, 10], [2, 2, 1, 2]);
        const result = batchNormTraining(x, tf.tensor1d([2, 1]), tf.tensor1d([0.5, -1]), 1e-6);
        return [result.y, result.mean, result.variance];
      });
      const unit = 2 / Math.sqrt(5);
      await expectClose(mean, [4, 10], 1e-5);
      await expectClose(variance, [5, 0], 1e-5);
      await expectClose(y, [0.5 - 3 * unit, -1, 0.5 - unit, -1, 0.5 + unit, -1, 0.5 + 3 * unit, -1], 1e-4);
      tf.dispose([y, mean, variance]);
    });

    it('has the gradients of batch normalisation', async () => {
      const network = (x: tf.Tensor4D, scale: tf.Tensor1D, offset: tf.Tensor1D): tf.Tensor =>
        batchNormTraining(x, scale, offset, 1e-2).y;
      await checkGradients(network, [[2, 3, 5, 3], [3], [3]]);
    });

    it('takes ReLU into batch normalisation, with the gradients', async () => {
      const x = tf.tensor4d(distinctValues([2, 3, 5, 3], 1), [2, 3, 5, 3]);
      const [scale, offset] = [tf.tensor1d([1, 0.5, 2]), tf.tensor1d([0.3, -0.2, 0])];
      const of = (activation: 'linear' | 'relu'): tf.Tensor4D => tf.tidy(() => batchNormTraining(x, scale, offset, 1e-2, activation).y);
      const [plain, fused] = [of('linear'), of('relu')];
      await expectClose(fused, [...(await plain.data())].map((value) => Math.max(0, value)), 1e-6);
      tf.dispose([x, scale, offset, plain, fused]);
      // Far from the kink all pass, or none does.
      for (const shift of [1, -1]) {
        const network = (input: tf.Tensor4D, gain: tf.Tensor1D, added: tf.Tensor1D): tf.Tensor =>
          batchNormTraining(input, gain, added.add(shift), 1e-2, 'relu').y;
        await checkGradients(network, [[2, 3, 5, 3], [3], [3]]);
      }
      const half = (activation: 'linear' | 'relu') => (input: tf.Tensor): tf.Tensor => {
        const { y } = batchNormTraining(input as tf.Tensor4D, tf.tensor1d([1, 0.5, 2]), tf.tensor1d([0.3, -0.2, 0]), 1e-2, activation);
        return (activation === 'relu' ? y : y.relu()).square().sum();
      };
      const gradients = (['relu', 'linear'] as const).map((activation) => tf.tidy(() => tf.grad(half(activation))(tf.tensor(distinctValues([2, 3, 5, 3], 1), [2, 3, 5, 3]))));
      await expectClose(gradients[0]!, [...(await gradients[1]!.data())], 1e-4);
      tf.dispose(gradients);
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
    ] as const)('has the gradients of convolution: $what', async ({ filter, stride, pad }) => {
      const network = (x: tf.Tensor4D, weights: tf.Tensor4D): tf.Tensor => tf.conv2d(x, weights, stride, pad);
      await checkGradients(network, [[2, 7, 9, 3], [...filter, 3, 5]]);
    });

    it.each([
      { what: 'rate 2, same, odd size', rate: 2, pad: 'same' },
      { what: 'rate 3, valid', rate: 3, pad: 'valid' },
      { what: 'rates that differ', rate: [1, 2], pad: 'same' },
    ] as const)('has the gradients of atrous convolution: $what', async ({ rate, pad }) => {
      const rates: [number, number] = typeof rate === 'number' ? [rate, rate] : [...rate];
      const network = (x: tf.Tensor4D, weights: tf.Tensor4D): tf.Tensor => tf.conv2d(x, weights, 1, pad, 'NHWC', rates);
      await checkGradients(network, [[2, 9, 11, 2], [3, 3, 2, 3]]);
    });

    it.each([
      { what: 'stride 1, same', stride: 1, rate: 1, pad: 'same', multiplier: 1 },
      { what: 'stride 2, same, odd size, two outputs a channel', stride: 2, rate: 1, pad: 'same', multiplier: 2 },
      { what: 'stride 2, valid, rows left unread', stride: 2, rate: 1, pad: 'valid', multiplier: 1 },
      { what: 'rate 2, same', stride: 1, rate: 2, pad: 'same', multiplier: 1 },
      { what: 'rate 3, valid, two outputs a channel', stride: 1, rate: 3, pad: 'valid', multiplier: 2 },
    ] as const)('has the gradients of depthwise convolution: $what', async ({ stride, rate, pad, multiplier }) => {
      const network = (x: tf.Tensor4D, weights: tf.Tensor4D): tf.Tensor => tf.depthwiseConv2d(x, weights, stride, pad, 'NHWC', rate);
      await checkGradients(network, [[2, 8, 9, 3], [3, 3, 3, multiplier]]);
    });

    it('has the gradients of transposed convolution', async () => {
      const network = (x: tf.Tensor4D, weights: tf.Tensor4D): tf.Tensor =>
        tf.conv2dTranspose(x, weights, [2, 6, 10, 2], 2, 'same');
      await checkGradients(network, [[2, 3, 5, 3], [2, 2, 2, 3]]);
    });

    it('has the gradient of max pooling', async () => {
      await checkGradients((x: tf.Tensor4D) => tf.maxPool(x, 2, 2, 'same'), [[2, 5, 7, 3]]);
    });

    it('has the gradient of max pooling whose windows overlap, below zero as well', async () => {
      await checkGradients((x: tf.Tensor4D) => tf.maxPool(x, 3, 2, 'same'), [[1, 7, 5, 2]]);
      await checkGradients((x: tf.Tensor4D) => tf.maxPool(x.sub<tf.Tensor4D>(5), 3, 1, 'same'), [[1, 4, 5, 2]]);
    });

    it('has the gradient of max pooling that halves, all of it where the values are equal', async () => {
      await checkGradients((x: tf.Tensor4D) => tf.maxPool(x, 2, 2, 'valid'), [[2, 4, 6, 3]]);
      const gradient = tf.tidy(() => tf.grad((x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid').mul(3))(tf.ones([1, 2, 4, 2])));
      const window = gradient.slice([0, 0, 0, 0], [1, 2, 2, 1]).sum();
      await expectClose(window, [3], 1e-6);
      tf.dispose([gradient, window]);
    });

    it('pools with the places of the maxima, enlarges by them, and has the gradient of both', async () => {
      const [pooled, enlarged] = tf.tidy(() => {
        const { pooled, places } = poolWithIndices(tf.tensor4d([1, 5, 2, 2, 3, 4, 2, 2], [1, 2, 4, 1]));
        return [pooled, unpool(pooled, places)];
      });
      await expectClose(pooled, [5, 2], 0);
      await expectClose(enlarged, [0, 5, 2, 0, 0, 0, 0, 0], 0);
      tf.dispose([pooled, enlarged]);
      const network = (x: tf.Tensor4D): tf.Tensor => {
        const { pooled, places } = poolWithIndices(x);
        return unpool(pooled.square(), places);
      };
      await checkGradients(network, [[2, 4, 6, 3]]);
    });

    it('updates by Adam as the sum of small operations does, and leaves the old state as it was', async () => {
      const kernels = started?.kernels ?? composedKernels;
      const before = tf.memory().numTensors;
      const vector = (seed: number): tf.Tensor1D => tf.tensor1d(distinctValues([31], seed));
      const state = { values: vector(1), first: vector(2), second: tf.tidy(() => vector(3).square<tf.Tensor1D>()) };
      const gradient = vector(4);
      const settings = { step: 3, learningRate: 0.01, weightDecay: 0.1 };
      const [got, wanted] = [kernels.adamUpdate(state, gradient, settings), composedKernels.adamUpdate(state, gradient, settings)];
      for (const part of ['values', 'first', 'second'] as const) await expectClose(got[part], [...(await wanted[part].data())], 1e-6);
      await expectClose(state.values, [...distinctValues([31], 1)], 0);
      await expectClose(state.first, [...distinctValues([31], 2)], 0);
      for (const each of [state, got, wanted]) tf.dispose([each.values, each.first, each.second]);
      gradient.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    it('has the gradient of average pooling', async () => {
      await checkGradients((x: tf.Tensor4D) => tf.avgPool(x, 2, 2, 'valid'), [[2, 5, 7, 3]]);
    });

    it.each([
      { alignCorners: false, halfPixelCenters: false },
      { alignCorners: true, halfPixelCenters: false },
      { alignCorners: false, halfPixelCenters: true },
      { alignCorners: false, halfPixelCenters: true, size: [20, 14] },
      { alignCorners: false, halfPixelCenters: true, size: [13, 21] },
    ] as const)('has the gradient of bilinear resizing: %o', async ({ alignCorners, halfPixelCenters, ...more }) => {
      const [height, width] = 'size' in more && more.size ? more.size : [10, 14];
      const network = (x: tf.Tensor4D): tf.Tensor => tf.image.resizeBilinear(x, [height, width], alignCorners, halfPixelCenters);
      await checkGradients(network, [[2, 5, 7, 3]]);
    });

    it('has the gradient of nearest-neighbour resizing', async () => {
      await checkGradients((x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [10, 14]), [[2, 5, 7, 3]]);
    });

    it('has the gradient of ReLU, zero where the input is', async () => {
      const gradient = tf.tidy(() => tf.grad((x: tf.Tensor) => x.relu().mul(3))(tf.tensor1d([-2, 0, 0.5, 4])));
      await expectClose(gradient, [0, 0, 3, 3], 1e-6);
      gradient.dispose();
    });

    it('makes numbers with a point of whole ones and of truths, whatever is done to them next', async () => {
      const turned = tf.tidy(() => tf.oneHot(tf.tensor1d([2, 0], 'int32'), 3).cast('float32').transpose().add(tf.tensor2d([[1], [0], [1]]).greater(0).cast('float32')));
      await expectClose(turned, [1, 2, 0, 0, 2, 1], 0);
      turned.dispose();
    });
  });
}

async function tryStart(backend: Backend): Promise<{ started: StartedBackend | null; missing: string }> {
  try {
    return { started: await backend.start({ forced: true, threads: null }), missing: '' };
  } catch (error) {
    return { started: null, missing: ` (skipped: ${messageOf(error)})` };
  }
}

/**
 * Compares the gradient of a weighted sum of `network`'s output with central differences, one random direction and a
 * few single entries of each input.
 */
async function checkGradients<Inputs extends tf.Tensor[]>(network: (...inputs: Inputs) => tf.Tensor, shapes: number[][]): Promise<void> {
  const inputs = shapes.map((shape, index) => ({ shape, values: distinctValues(shape, index + 1) }));
  const tensors = (): tf.Tensor[] => inputs.map(({ shape, values }) => tf.tensor(values, shape));
  const loss = (...given: tf.Tensor[]): tf.Scalar => {
    const output = network(...(given as Inputs));
    return output.mul(tf.tensor(distinctValues(output.shape, 9), output.shape)).sum();
  };
  const gradients = tf.tidy(() => tf.grads(loss)(tensors()));
  for (const [position, { shape, values }] of inputs.entries()) {
    const gradient = await gradients[position]!.data<'float32'>();
    const entries = [0, 1, Math.floor(values.length / 2), values.length - 1];
    const expected: number[] = [];
    for (const entry of entries) {
      const nudged = async (amount: number): Promise<number> => {
        const changed = values.slice();
        changed[entry]! += amount;
        const value = tf.tidy(() => loss(...tensors().with(position, tf.tensor(changed, shape))));
        const [read] = await value.data<'float32'>();
        value.dispose();
        return read!;
      };
      expected.push(((await nudged(step)) - (await nudged(-step))) / (2 * step));
    }
    const got = entries.map((entry) => gradient[entry] ?? NaN);
    expect(relativeDifference(Float32Array.from(got), Float32Array.from(expected))).toBeLessThan(tolerance);
  }
  tf.dispose(gradients);
}

/** Values in -1 … 1 no two of which are closer than the step of the differences, so that no maximum changes hands. */
function distinctValues(shape: readonly number[], seed: number): Float32Array {
  const size = shape.reduce((product, side) => product * side, 1);
  return Float32Array.from({ length: size }, (_, index) => (((index * 97 + seed * 31) % size) * 2.5 * step) - size * 1.25 * step);
}

async function expectClose(tensor: tf.Tensor, expected: number[], within: number): Promise<void> {
  const values = [...(await tensor.data())];
  expect(values).toHaveLength(expected.length);
  for (const [index, value] of values.entries()) expect(Math.abs(value - (expected[index] ?? NaN))).toBeLessThanOrEqual(within);
}
