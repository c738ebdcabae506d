import { beforeAll, describe, expect, test } from 'vitest';
import { temperPixel } from '../../core/calibration/Temperatures.ts';
import type { Temperatures } from '../../core/calibration/Temperatures.ts';
import { messageOf } from '../../core/SfumatoError.ts';
import type { Backend, StartedBackend } from '../backends/Backend.ts';
import { nativeBackend } from '../backends/nativeBackend.ts';
import { nativeGpuBackend } from '../backends/nativeGpuBackend.ts';
import { wasmBackend } from '../backends/wasmBackend.ts';
import { webgpuBackend } from '../backends/webgpu/webgpuBackend.ts';
import { tf } from '../tensorflow.ts';
import { tempered } from './tempered.ts';

/** A graphics driver that computes on the processor takes seconds for what takes others none. */
const timeLimitMs = 180_000;
const shape: [number, number, number, number] = [1, 5, 7, 4];
const logits = Float32Array.from({ length: 140 }, (_none, at) => 6 * Math.sin(at * 0.7) + (at % 13));

async function start(backend: Backend): Promise<{ readonly started: StartedBackend | null; readonly missing: string }> {
  try {
    return { started: await backend.start({ forced: true, threads: null }), missing: '' };
  } catch (thrown) {
    return { started: null, missing: ` (left out: ${messageOf(thrown)})` };
  }
}

function wanted(temperatures: Temperatures): Float32Array {
  const probabilities = new Float32Array(logits.length);
  const own = new Float64Array(shape[3]);
  for (let at = 0; at < logits.length; at += shape[3]) {
    temperPixel(logits, at, temperatures, own);
    probabilities.set(own, at);
  }
  return probabilities;
}

async function got(temperatures: Temperatures, shift = 0): Promise<Float32Array> {
  const probabilities = tf.tidy(() => tempered(tf.tensor4d(logits, shape).add(shift), temperatures));
  const values = await probabilities.data<'float32'>();
  probabilities.dispose();
  return values;
}

function largestDifference(one: Float32Array, other: Float32Array): number {
  return one.reduce((largest, value, at) => Math.max(largest, Math.abs(value - other[at]!)), 0);
}

const candidates = [];
for (const backend of [wasmBackend, nativeGpuBackend, nativeBackend, webgpuBackend]) candidates.push({ backend, ...(await start(backend)) });

for (const { backend, started, missing } of candidates) {
  describe.skipIf(started === null)(`temperatures on ${backend.name}${missing}`, { timeout: timeLimitMs }, () => {
    beforeAll(async () => {
      await tf.setBackend(started?.tfName ?? 'wasm');
    });

    test('are those of the pure functions: one for all, one for each', async () => {
      for (const temperatures of [1, 1.7, [0.5, 1, 2.5, 8]]) expect(largestDifference(await got(temperatures), wanted(temperatures))).toBeLessThan(1e-5);
    });

    test('equal ones of classes are one for all, and a constant of the logits does not matter', async () => {
      expect(largestDifference(await got([1.7, 1.7, 1.7, 1.7]), await got(1.7))).toBeLessThan(1e-5);
      expect(largestDifference(await got([0.5, 1, 2.5, 8], 50), await got([0.5, 1, 2.5, 8]))).toBeLessThan(1e-4);
    });
  });
}

test('another number of temperatures than of classes is refused, and nothing is left behind', async () => {
  await tf.setBackend('wasm');
  const before = tf.memory().numTensors;
  const given = tf.tensor4d(logits, shape);
  expect(() => tempered(given, [1, 2])).toThrow('temperatures of classes: wanted 4, got 2');
  tempered(given, [1, 2, 3, 4]).dispose();
  given.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
