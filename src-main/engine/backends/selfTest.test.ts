import { describe, expect, it } from 'vitest';
import { tf } from '../tensorflow.ts';
import { relativeDifference, selfTest } from './selfTest.ts';
import type { TrainingKernels } from './TrainingKernels.ts';
import { startWasm } from './wasm.ts';

const kernels = await startWasm();
const wasm = { backend: 'wasm', kernels };

/** Batch normalisation that is wrong in one of its answers. */
const spoilt = (spoil: (y: tf.Tensor4D) => tf.Tensor4D): TrainingKernels => ({
  ...kernels,
  batchNormTraining: (...args) => {
    const result = kernels.batchNormTraining(...args);
    return { ...result, y: spoil(result.y) };
  },
});

describe('selfTest', () => {
  it('finds nothing to say of a backend that equals the reference, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    expect(await selfTest(wasm, wasm)).toBeNull();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('names what a backend computes wrong', async () => {
    const off = spoilt((y) => y.mul(1.05));
    expect((await selfTest({ backend: 'wasm', kernels: off }, wasm))?.text).toMatch(/^its .* differs from WebAssembly's by [0-9.e+-]+/);
  });

  it('sees a wrong gradient behind a right forward pass', async () => {
    const wrongGradient = tf.customGrad((...args: unknown[]) => ({
      value: (args[0] as tf.Tensor4D).clone(),
      gradFunc: (dy: tf.Tensor) => [dy.mul(1.1)],
    })) as (y: tf.Tensor4D) => tf.Tensor4D;
    expect((await selfTest({ backend: 'wasm', kernels: spoilt(wrongGradient) }, wasm))?.text).toMatch(/^its gradient of/);
  });

  it('takes a value that is no number for a difference', () => {
    expect(relativeDifference(Float32Array.of(1, NaN), Float32Array.of(1, 2))).toBe(Infinity);
    expect(relativeDifference(Float32Array.of(1), Float32Array.of(1, 2))).toBe(Infinity);
    expect(relativeDifference(Float32Array.of(1, 3), Float32Array.of(1, 2))).toBe(0.5);
  });
});
