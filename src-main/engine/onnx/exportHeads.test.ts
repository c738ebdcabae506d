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

describe.skipIf(whyNoOnnxRuntime !== null)(`noisy logits and a confidence head in ONNX (${whyNoOnnxRuntime ?? 'with its runtime'})`, () => {
  const config = { inputChannels: 1, classes: 3, width: 4, depth: 2, heteroscedastic: true, learnedConfidence: true };
  const model = randomModel(2, { architecture: 'unet', config, spread: 0.3 });
  const [height, width] = [6 * model.network.sizeMultiple, 4 * model.network.sizeMultiple];
  const image = Float32Array.from({ length: height * width }, (_none, at) => 2 * Math.sin(at * 0.37 + (at % 17) * 0.11));

  test('give our probabilities and our confidence, of each member and their mean', async () => {
    const { session } = await openSession(exportEnsemble(model), 1);
    const { Tensor } = onnxRuntime();
    const outcome = await session.run({ image: new Tensor('float32', image, [1, 1, height, width]) });
    expect(outcome['learned_confidence']!.dims).toEqual([1, 1, height, width]);
    expect(outcome['member_learned_confidence']!.dims).toEqual([2, 1, 1, height, width]);
    const pixels = height * width;
    const mean = new Float32Array(pixels);
    for (const [index, runner] of (await tfjsRunners.of(model)).entries()) {
      const { probabilities, confidence } = await runner.run({ values: image, height, width });
      const theirs = (outcome['member_probabilities']!.data as Float32Array).subarray(index * 3 * pixels);
      probabilities.forEach((value, at) => expect(Math.abs(theirs[(at % 3) * pixels + Math.floor(at / 3)]! - value)).toBeLessThan(1e-4));
      confidence!.forEach((value, at) => {
        expect(Math.abs((outcome['member_learned_confidence']!.data as Float32Array)[index * pixels + at]! - value)).toBeLessThan(1e-4);
        mean[at]! += value / 2;
      });
      await runner.dispose();
    }
    mean.forEach((value, at) => expect(Math.abs((outcome['learned_confidence']!.data as Float32Array)[at]! - value)).toBeLessThan(1e-4));
    await session.release();
  });

  test('are served by ONNX Runtime as by ourselves, within margins too', async () => {
    const session = await EnsembleSession.open(model, 1);
    const theirs = session.runners(() => session.close());
    const ours = await tfjsRunners.of(model);
    expect(await differenceBetween(theirs[0]!, ours[0]!, inputShapeOf(model))).toBeLessThan(1e-4);
    const margins = { top: model.network.sizeMultiple, left: 0, bottom: 0, right: model.network.sizeMultiple };
    const window = { values: image, height, width, margins };
    const [got, wanted] = [await theirs[1]!.run(window), await ours[1]!.run(window)];
    expect(got.confidence).toHaveLength((height - margins.top) * (width - margins.right));
    got.confidence!.forEach((value, at) => expect(Math.abs(value - wanted.confidence![at]!)).toBeLessThan(1e-4));
    for (const runner of [...theirs, ...ours]) await runner.dispose();
  });
});
