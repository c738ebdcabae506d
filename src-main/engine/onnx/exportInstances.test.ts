import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tfjsRunners } from '../ensemble/MemberRunners.ts';
import { randomModel } from '../testing/randomModel.ts';
import { whyNoOnnxRuntime } from '../testing/whyNoOnnxRuntime.ts';
import { exportEnsemble } from './exportEnsemble.ts';
import { EnsembleSession } from './runtime/EnsembleSession.ts';
import { onnxRuntime } from './runtime/onnxRuntime.ts';
import { openSession } from './runtime/openSession.ts';
import { differenceBetween, inputShapeOf } from './runtime/probeOnnxRuntime.ts';

beforeAll(() => chooseBackend('wasm'));

const encoder = { name: 'resnet18', width: 0.0625 };

describe.skipIf(whyNoOnnxRuntime !== null).each([
  ['unet', { width: 4, depth: 2 }, 0.3],
  ['deeplabV3Plus', { encoder, outputStride: 16, channels: 8, fineChannels: 4, rates: [2, 3] }, 0.05],
] as const)(`%s with a distance head in ONNX (${whyNoOnnxRuntime ?? 'with its runtime'})`, (architecture, config, spread) => {
  const model = randomModel(2, { architecture, config: { inputChannels: 1, classes: 3, ...config, instances: true }, spread });
  const [height, width] = [3 * model.network.sizeMultiple, 2 * model.network.sizeMultiple];
  const image = Float32Array.from({ length: height * width }, (_none, at) => 2 * Math.sin(at * 0.37 + (at % 17) * 0.11));

  test('gives our distances, of each member and their mean', async () => {
    const { session } = await openSession(exportEnsemble(model), 1);
    const { Tensor } = onnxRuntime();
    const outcome = await session.run({ image: new Tensor('float32', image, [1, 1, height, width]) });
    expect(outcome['object_distance']!.dims).toEqual([1, 1, height, width]);
    expect(outcome['member_object_distance']!.dims).toEqual([2, 1, 1, height, width]);
    const mean = new Float32Array(height * width);
    for (const [index, runner] of (await tfjsRunners.of(model)).entries()) {
      const { distances } = await runner.run({ values: image, height, width });
      const theirs = (outcome['member_object_distance']!.data as Float32Array).subarray(index * mean.length);
      const scale = Math.max(1, ...distances!.map(Math.abs));
      distances!.forEach((value, at) => {
        expect(Math.abs(theirs[at]! - value) / scale).toBeLessThan(1e-4);
        mean[at]! += value / 2;
      });
      await runner.dispose();
    }
    const largest = Math.max(1, ...mean.map(Math.abs));
    const theirs = outcome['object_distance']!.data as Float32Array;
    mean.forEach((value, at) => expect(Math.abs(theirs[at]! - value) / largest).toBeLessThan(1e-4));
    await session.release();
  });

  test('is served by ONNX Runtime as by ourselves', async () => {
    const session = await EnsembleSession.open(model, 1);
    const theirs = session.runners(() => session.close());
    const ours = await tfjsRunners.of(model);
    const outcome = await theirs[0]!.run({ values: image, height, width });
    expect(outcome.distances).toHaveLength(height * width);
    if (architecture === 'unet') expect(await differenceBetween(theirs[0]!, ours[0]!, inputShapeOf(model))).toBeLessThan(1e-3);
    for (const runner of [...theirs, ...ours]) await runner.dispose();
  });
});
