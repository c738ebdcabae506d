import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../backends/chooseBackend.ts';
import type { TrainingKernels } from '../../backends/TrainingKernels.ts';
import { Ensemble } from '../../ensemble/Ensemble.ts';
import { tfjsRunners } from '../../ensemble/MemberRunners.ts';
import type { ImportedModelFile } from '../../ensemble/importedModelFile.ts';
import { evaluateModel } from '../../predict/evaluateModel.ts';
import { predictWindows } from '../../predict/predictWindows.ts';
import { randomModel } from '../../testing/randomModel.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../../testing/tinyData.ts';
import { tinyGraph, tinyLogits } from '../../testing/tinyGraphs.ts';
import type { TinyGraph } from '../../testing/tinyGraphs.ts';
import { whyNoOnnxRuntime } from '../../testing/whyNoOnnxRuntime.ts';
import { trainEnsemble } from '../../train/trainEnsemble.ts';
import { exportEnsemble } from '../exportEnsemble.ts';
import { importOnnxModel } from './importOnnxModel.ts';

let folder: string;
let kernels: TrainingKernels;
let count = 0;
beforeAll(async () => {
  folder = await temporaryFolder();
  ({ kernels } = await chooseBackend('wasm'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const names = (classes: number): string[] => Array.from({ length: classes }, (_none, index) => `class ${index}`);

async function imported(bytes: Uint8Array, classes = 2): Promise<{ modelFolder: string; file: ImportedModelFile }> {
  const [path, modelFolder] = [join(folder, `graph-${count}.onnx`), join(folder, `model-${count++}`)];
  await writeFile(path, bytes);
  await importOnnxModel({ path, modelFolder, classNames: names(classes) }, 1, new Date('2026-01-01T00:00:00Z'));
  return { modelFolder, file: JSON.parse(await readFile(join(modelFolder, 'model.json'), 'utf8')) as ImportedModelFile };
}

function picture(pixels: number): Float32Array {
  return Float32Array.from({ length: pixels }, (_none, at) => Math.sin(at * 0.37) * 2);
}

const softmaxed = (logits: Float32Array, outputs: number): Float32Array => {
  const result = new Float32Array(logits.length);
  for (let at = 0; at < logits.length; at += outputs) {
    const powers = Array.from(logits.subarray(at, at + outputs), Math.exp);
    const sum = powers.reduce((total, power) => total + power, 0);
    result.set(powers.map((power) => power / sum), at);
  }
  return result;
};

describe.skipIf(whyNoOnnxRuntime !== null)(`a graph from elsewhere (${whyNoOnnxRuntime ?? 'with its runtime'})`, () => {
  test.each<[string, TinyGraph, Partial<ImportedModelFile['graph']['output']>]>([
    ['logits, channels first', {}, { layout: 'channelsFirst', values: 'logits' }],
    ['probabilities, channels last', { layout: 'channelsLast', last: 'Softmax' }, { layout: 'channelsLast', values: 'probabilities' }],
    ['three classes from three channels', { channels: 3, outputs: 3 }, { channels: 3, values: 'logits' }],
    ['three channels last', { channels: 3, layout: 'channelsLast', outputs: 3, last: 'Softmax' }, { channels: 3, values: 'probabilities' }],
    ['one logit', { outputs: 1 }, { channels: 1, values: 'logits' }],
    ['one probability', { outputs: 1, last: 'Sigmoid' }, { channels: 1, values: 'probabilities' }],
    ['one size', { size: [64, 48] }, { values: 'logits' }],
  ])('%s: is found out and gives the probabilities of its classes', async (_what, graph, output) => {
    const classes = Math.max(2, graph.outputs ?? 2);
    const { modelFolder, file } = await imported(tinyGraph(graph), classes);
    expect(file.graph.output).toMatchObject(output);
    const ensemble = await Ensemble.load(modelFolder);
    const [height, width] = [64, 48];
    const image = picture(height * width);
    const { probabilities, lossMap } = await ensemble.members[0]!.run({ values: image, height, width });
    const logits = tinyLogits(image, width, graph.outputs ?? 2);
    const wanted = graph.outputs === 1 ? softmaxed(Float32Array.from({ length: 2 * logits.length }, (_none, at) => (at % 2 === 0 ? 0 : logits[at >> 1]!)), 2) : softmaxed(logits, classes);
    expect(lossMap).toBeNull();
    expect(probabilities).toHaveLength(wanted.length);
    for (const [at, value] of wanted.entries()) expect(probabilities[at]).toBeCloseTo(value, 5);
    await ensemble.dispose();
  });

  test('one of a fixed size predicts a larger image as one of any size does', async () => {
    const [height, width] = [150, 130];
    const image = picture(height * width);
    const source = { window: async (box: { x: number; y: number; width: number; height: number }) => Float32Array.from({ length: box.width * box.height }, (_none, at) => {
      const [x, y] = [box.x + (at % box.width), box.y + Math.floor(at / box.width)];
      return image[Math.min(y, 2 * height - 2 - y) * width + Math.min(x, 2 * width - 2 - x)]!;
    }) };
    const outcomes: Float32Array[] = [];
    for (const size of [['height', 'width'], [64, 72]] as const) {
      const { modelFolder } = await imported(tinyGraph({ size }));
      const ensemble = await Ensemble.load(modelFolder);
      const whole = new Float32Array(height * width * 2);
      const visit = async ({ window: { core }, probabilities }: Parameters<Parameters<typeof predictWindows>[2]['visit']>[0]): Promise<void> => {
        for (let row = 0; row < core.height; row++) whole.set(probabilities.subarray(row * core.width * 2, (row + 1) * core.width * 2), ((core.y + row) * width + core.x) * 2);
      };
      await predictWindows(ensemble, source, { width, height, signal: new AbortController().signal, visit });
      await ensemble.dispose();
      outcomes.push(whole);
    }
    for (const [at, value] of outcomes[0]!.entries()) expect(outcomes[1]![at]).toBeCloseTo(value, 5);
  });

  test.each([[1.7], [[0.6, 1, 4]]])('what this program exported comes back as it was: mean probabilities and input, at a temperature of %o', async (temperature) => {
    const model = randomModel(2, { temperature });
    const inverted = { ...model.file, normalisation: { ...model.file.normalisation, polarity: 'brightBackgroundInverted' as const } };
    const { modelFolder, file } = await imported(exportEnsemble({ ...model, file: inverted }), 3);
    expect(file).toMatchObject({ normalisation: { polarity: 'brightBackgroundInverted' }, graph: { sizeMultiple: 4, output: { name: 'probabilities', values: 'probabilities' } } });
    expect(await readdir(modelFolder)).toEqual(['model.json', 'network.onnx']);
    const ensemble = await Ensemble.load(modelFolder);
    expect(ensemble.windows.contextRadius).toBe(model.network.network.contextRadius);
    const window = { values: Float32Array.from({ length: 8 * 12 }, (_none, at) => Math.sin(at * 0.3)), height: 8, width: 12 };
    const { probabilities } = await ensemble.members[0]!.run(window);
    const members = await Promise.all((await tfjsRunners.of(model)).map((runner) => runner.run(window)));
    for (const [at, value] of probabilities.entries()) expect(value).toBeCloseTo(members.reduce((sum, member) => sum + member.probabilities[at]! / 2, 0), 4);
    await ensemble.dispose();
  });

  test('is measured, but not trained from', async () => {
    const images = await tinyImages(folder, 2);
    const { modelFolder } = await imported(tinyGraph());
    const { figures } = await evaluateModel({ images, modelFolder, member: null }, quietContext());
    // Bright is class 1, as in the pictures.
    expect(figures.dice).toBeGreaterThan(0.8);
    expect(figures.learnedLossCorrelation).toBeNull();
    await expect(evaluateModel({ images, modelFolder, member: 1 }, quietContext())).rejects.toMatchObject({ code: 'invalidInput' });
    const request = tinyRequest(folder, images, { parentFolder: modelFolder, modelFolder: join(folder, 'child') });
    await expect(trainEnsemble(request, kernels, quietContext())).rejects.toMatchObject({ code: 'invalidInput', message: expect.stringContaining('ONNX graph') as string });
  });

  test('a graph changed after its import is refused', async () => {
    const { modelFolder } = await imported(tinyGraph());
    await writeFile(join(modelFolder, 'network.onnx'), tinyGraph({ last: 'Softmax' }));
    await expect(Ensemble.load(modelFolder)).rejects.toMatchObject({ code: 'corrupt', message: expect.stringContaining('sha256') as string });
  });

  test.each<[string, Uint8Array, number, string, RegExp]>([
    ['another number of classes', tinyGraph({ outputs: 4 }), 2, 'conflict', /tells 4 classes apart, the project has 2/],
    ['five channels', tinyGraph({ channels: 5 }), 2, 'invalidInput', /with 1 or 3 channels, got float32 \[batch, 5, height, width\]/],
    ['half a fixed size', tinyGraph({ size: [64, 'width'] }), 2, 'invalidInput', /both fixed or both free/],
    ['a fixed size too small', tinyGraph({ size: [16, 64] }), 2, 'invalidInput', /at least 32 pixels/],
    ['operators of a later day', tinyGraph({ change: (model) => ({ ...model, opsetImport: [{ domain: '', version: 999 }] }) }), 2, 'invalidInput', /ONNX Runtime does not run it/],
  ])('%s is refused, with what was wanted and got, and leaves nothing behind', async (_what, bytes, classes, code, message) => {
    const before = (await readdir(folder)).filter((name) => name.startsWith('model-'));
    await expect(imported(bytes, classes)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect((await readdir(folder)).filter((name) => name.startsWith('model-'))).toEqual(before);
  });
});
