import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRecipe } from '../core/training/readRecipe.ts';
import { planeIndex } from '../core/predictions/predictionFile.ts';
import { chooseBackend } from './backends/chooseBackend.ts';
import type { TrainingKernels } from './backends/TrainingKernels.ts';
import type { LabelledEngineImage, TrainingEvent, TrainRequest } from './engineApi.ts';
import { Ensemble } from './ensemble/Ensemble.ts';
import { readModelFolder } from './ensemble/modelFolder.ts';
import { exportEnsemble } from './onnx/exportEnsemble.ts';
import { importOnnxModel } from './onnx/imported/importOnnxModel.ts';
import { EnsembleSession } from './onnx/runtime/EnsembleSession.ts';
import { differenceBetween, inputShapeOf } from './onnx/runtime/probeOnnxRuntime.ts';
import { BoxPredictor } from './predict/BoxPredictor.ts';
import { evaluateModel } from './predict/evaluateModel.ts';
import { PredictableImage } from './predict/PredictableImage.ts';
import { predictImages } from './predict/predictImages.ts';
import { predictWindows } from './predict/predictWindows.ts';
import { hueImages } from './testing/hueImages.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from './testing/tinyData.ts';
import { whyNoOnnxRuntime } from './testing/whyNoOnnxRuntime.ts';
import { trainEnsemble } from './train/trainEnsemble.ts';

let folder: string;
let images: LabelledEngineImage[];
let unseen: LabelledEngineImage;
let kernels: TrainingKernels;

beforeAll(async () => {
  folder = await temporaryFolder();
  images = await hueImages(folder, 4);
  unseen = images.pop()!;
  ({ kernels } = await chooseBackend());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const steps = { stepsPerMember: 80, batchSize: 4, learningRate: 1e-2 };

async function trained(name: string, changes: Partial<TrainRequest> = {}, tell?: (event: TrainingEvent) => void): Promise<string> {
  const modelFolder = join(folder, name);
  await trainEnsemble(tinyRequest(folder, images, { modelFolder, checkpointFolder: `${modelFolder}-checkpoints`, ...changes }), kernels, quietContext(), tell);
  return modelFolder;
}

const diceOf = async (modelFolder: string): Promise<number> => (await evaluateModel({ images: [unseen], modelFolder, member: null }, quietContext())).figures.dice;

describe('networks that see colour', () => {
  test('learn what hue alone tells; those that see grey cannot', async () => {
    expect(await diceOf(await trained('colour', { ...steps, input: 'colour' }))).toBeGreaterThan(0.9);
    expect(await diceOf(await trained('grey', { ...steps, input: 'grey' }))).toBeLessThan(0.7);
  });

  test('are what coloured pictures get by themselves; one grey picture among them, and all see grey', async () => {
    const seen = async (modelFolder: string) => (({ config, normalisation }) => ({ inputChannels: config['inputChannels'], ...normalisation }))((await readModelFolder(modelFolder)).file);
    expect(await seen(await trained('auto', { stepsPerMember: 1 }))).toEqual({ inputChannels: 3, channels: 'colour', scale: 'imageMeanAndDeviation', polarity: 'asIs' });
    const mixed = [...images, ...(await tinyImages(folder, 1))];
    expect(await seen(await trained('mixed', { stepsPerMember: 1, images: mixed }))).toMatchObject({ inputChannels: 1, channels: 'grey' });
    // Three equal channels are no colours.
    const [first] = images;
    const samplesPath = join(folder, 'equal.samples');
    await writeFile(samplesPath, (await readFile(first!.samplesPath)).map((_value, at, all) => all[at - (at % 3)]!));
    expect(await seen(await trained('equal', { stepsPerMember: 1, images: [...images, { ...first!, samplesPath }] }))).toMatchObject({ channels: 'grey' });
  });

  test('go on with what they see, and refuse to see otherwise', async () => {
    const parentFolder = join(folder, 'colour');
    const modelFolder = await trained('later', { parentFolder, stepsPerMember: 2, learningRate: 1e-4 });
    expect((await readModelFolder(modelFolder)).file.normalisation.channels).toBe('colour');
    expect(await diceOf(modelFolder)).toBeGreaterThan(0.9);
    await expect(trained('never', { parentFolder, input: 'grey' })).rejects.toThrow('training, input: wanted colour, which the parent model sees, got grey');
  });

  test('are watched while they train, and take batches in parts and augmented colours', async () => {
    const events: TrainingEvent[] = [];
    // A side that is no multiple of the network's.
    const watched = [{ ...unseen, role: 'heldBack' as const, box: { x: 0, y: 0, width: 40, height: 39 }, labels: unseen.labels.slice(0, 1560) }];
    const recipe = readRecipe({ augmentation: { colourShare: 0.5, stainShare: 0.5, blurShare: 0.3 } });
    const modelFolder = await trained('watched', { ...steps, watched, batchParts: 2, recipe }, (event) => events.push(event));
    const last = events.findLast((event) => event.type === 'point' && event.point.heldBack !== null);
    expect(last?.type === 'point' && last.point.heldBack?.dice).toBeGreaterThan(0.9);
    expect(await diceOf(modelFolder)).toBeGreaterThan(0.9);
  });

  test('predict in windows what they predict at once, in boxes and in files', async () => {
    const modelFolder = join(folder, 'colour');
    const [large] = (await hueImages(folder, 1, 150)) as [LabelledEngineImage];
    const ensemble = await Ensemble.load(modelFolder);
    const source = await PredictableImage.open(large, ensemble.file.normalisation);
    const run = async (coreSide: number): Promise<Float32Array> => {
      const whole = new Float32Array(150 * 150);
      const visit = async ({ window: { core }, predictiveEntropy }: Parameters<Parameters<typeof predictWindows>[2]['visit']>[0]) => {
        for (let row = 0; row < core.height; row++) whole.set(predictiveEntropy.subarray(row * core.width, (row + 1) * core.width), (core.y + row) * 150 + core.x);
      };
      await predictWindows(ensemble, source, { ...large, signal: new AbortController().signal, visit, coreSide });
      return whole;
    };
    const [atOnce, cut] = [await run(512), await run(64)];
    atOnce.forEach((value, pixel) => expect(cut[pixel]).toBeCloseTo(value, 4));
    await source.close();
    await ensemble.dispose();

    const box = { x: 20, y: 30, width: 64, height: 48 };
    // A model that sees grey first: what it has measured of the image is not what colours need.
    const boxes = new BoxPredictor();
    await boxes.predict({ image: large, modelFolder: join(folder, 'grey'), box });
    const { probabilities } = await boxes.predict({ image: large, modelFolder, box });
    const right = Array.from({ length: 64 * 48 }, (_none, at) => {
      const label = large.labels[(30 + Math.floor(at / 64)) * 150 + 20 + (at % 64)]!;
      return probabilities[label * 64 * 48 + at]! > 127;
    });
    expect(right.filter(Boolean).length / right.length).toBeGreaterThan(0.9);
    const [outcome] = await predictImages({ images: [large], modelFolder, outputFolder: folder }, quietContext(), () => undefined);
    const from = planeIndex('prediction', outcome!)! * 150 * 150;
    const prediction = (await readFile(outcome!.path)).subarray(from, from + 150 * 150);
    expect(prediction.filter((index, pixel) => index === large.labels[pixel]).length / prediction.length).toBeGreaterThan(0.9);
  });

  test.skipIf(whyNoOnnxRuntime !== null)(`say the same in ONNX, for our runner and as a file that comes back (${whyNoOnnxRuntime ?? 'with its runtime'})`, async () => {
    const model = await readModelFolder(join(folder, 'colour'));
    const ensemble = await Ensemble.load(join(folder, 'colour'));
    const session = await EnsembleSession.open(model, 1);
    const [theirs] = session.runners(() => session.close());
    expect(await differenceBetween(theirs!, ensemble.members[0]!, inputShapeOf(model))).toBeLessThan(1e-4);
    await theirs!.dispose();
    await ensemble.dispose();

    const [path, modelFolder] = [join(folder, 'colour.onnx'), join(folder, 'imported')];
    await writeFile(path, exportEnsemble(model));
    await importOnnxModel({ path, modelFolder, classNames: ['background', 'disc'] }, 1, new Date('2026-01-01T00:00:00Z'));
    expect((await Ensemble.load(modelFolder)).file.normalisation).toEqual({ channels: 'colour', scale: 'imageMeanAndDeviation', polarity: 'asIs' });
    expect(await diceOf(modelFolder)).toBeCloseTo(await diceOf(join(folder, 'colour')), 3);
  });
});
