import { beforeAll, describe, expect, test } from 'vitest';
import { denoiserContext } from '../adversary/denoiserNetwork.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { denoisedRunners } from '../ensemble/denoisedRunners.ts';
import { TfjsRunner } from '../ensemble/TfjsRunner.ts';
import { tf } from '../tensorflow.ts';
import { movedDenoiser } from '../testing/movedDenoiser.ts';
import { randomModel } from '../testing/randomModel.ts';
import { whyNoOnnxRuntime } from '../testing/whyNoOnnxRuntime.ts';
import { exportEnsemble } from './exportEnsemble.ts';
import { exportMembers } from './exportMembers.ts';
import { decodeOnnx } from './format/onnxFormat.ts';
import { onnxRuntime } from './runtime/onnxRuntime.ts';
import { openSession } from './runtime/openSession.ts';

beforeAll(() => chooseBackend('wasm'));

const plain = randomModel(2);
const model = { ...plain, denoiser: movedDenoiser({ channels: 1, width: 3 }) };

describe.skipIf(whyNoOnnxRuntime !== null)(`a denoiser in ONNX (${whyNoOnnxRuntime ?? 'with its runtime'})`, () => {
  test.each([[16, 24], [4, 4]])('every member sees what it leaves, at %d x %d', async (height, width) => {
    const { session } = await openSession(exportEnsemble(model), 1);
    const { Tensor } = onnxRuntime();
    const image = Float32Array.from({ length: height * width }, (_none, at) => 2 * Math.sin(at * 0.37));
    const outcome = await session.run({ image: new Tensor('float32', image, [1, 1, height, width]) });
    const got = outcome['member_probabilities']!.data as Float32Array;
    const runners = denoisedRunners(model.members.map((values) => new TfjsRunner(model.network, values, model.file.temperature)), model.denoiser);
    for (const [index, runner] of runners.entries()) {
      const { probabilities } = await runner.run({ values: image, height, width });
      const pixels = height * width;
      const largest = probabilities.reduce((most, value, at) => Math.max(most, Math.abs(value - got[index * probabilities.length + (at % 3) * pixels + Math.floor(at / 3)]!)), 0);
      expect(largest).toBeLessThan(1e-4);
    }
    for (const runner of runners) await runner.dispose();
    await session.release();
  });
});

test('it is in the graph once, for others; the graph that the program runs itself has the members alone', () => {
  const convolutions = (bytes: Uint8Array): number => decodeOnnx(bytes).graph.node.filter(({ opType }) => opType === 'Conv').length;
  expect(convolutions(exportEnsemble(model))).toBe(convolutions(exportEnsemble(plain)) + 11);
  expect(convolutions(exportMembers(model))).toBe(convolutions(exportMembers(plain)));
});

test('the file says how far a pixel looks with it; tracing leaves no tensor behind', () => {
  const radius = (bytes: Uint8Array): number => Number(decodeOnnx(bytes).metadataProps.find(({ key }) => key === 'context_radius')!.value);
  const tensors = tf.memory().numTensors;
  expect(radius(exportEnsemble(model))).toBe(radius(exportEnsemble(plain)) + denoiserContext);
  expect([tf.getBackend(), tf.memory().numTensors]).toEqual(['wasm', tensors]);
});
