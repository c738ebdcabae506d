import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planeCount, planeIndex } from '../../core/predictions/predictionFile.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { LabelledEngineImage, TileShare } from '../engineApi.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import type { MemberRunner } from '../ensemble/MemberRunner.ts';
import { tf } from '../tensorflow.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { trainEnsemble } from '../train/trainEnsemble.ts';
import { BoxPredictor } from './BoxPredictor.ts';
import { evaluateModel } from './evaluateModel.ts';
import { LossMap } from './lossMap.ts';
import { PredictableImage } from './PredictableImage.ts';
import { predictImages } from './predictImages.ts';
import { predictWindows } from './predictWindows.ts';
import { predictionWindows } from './windows.ts';
import { quantise } from './writePrediction.ts';

let folder: string;
let modelFolder: string;
let images: LabelledEngineImage[];

beforeAll(async () => {
  folder = await temporaryFolder();
  images = [...(await tinyImages(folder, 2)), ...(await tinyImages(folder, 3, 150)).slice(2)];
  const { kernels } = await chooseBackend();
  const request = tinyRequest(folder, images, { memberCount: 2, stepsPerMember: 10 });
  await trainEnsemble(request, kernels, quietContext());
  ({ modelFolder } = request);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('predictionWindows', () => {
  const settings = { coreSide: 64, margin: 30, multiple: 16 };

  test('cores tile the image, inputs hold their context and are multiples of the network', () => {
    const [width, height] = [300, 170];
    const covered = new Uint8Array(width * height);
    for (const { core, input, margins } of predictionWindows(width, height, settings)) {
      // What is no margin is the core, or at the image's edge more than it.
      expect([margins.left, margins.top]).toEqual([core.x - input.x, core.y - input.y]);
      expect(margins.right).toBe(core.x + core.width === width ? 0 : input.x + input.width - core.x - core.width);
      expect(margins.bottom).toBe(core.y + core.height === height ? 0 : input.y + input.height - core.y - core.height);
      for (const margin of Object.values(margins)) expect(margin % 16).toBe(0);
      for (let y = core.y; y < core.y + core.height; y++) {
        for (let x = core.x; x < core.x + core.width; x++) covered[y * width + x]!++;
      }
      expect([input.x % 16, input.y % 16, input.width % 16, input.height % 16]).toEqual([0, 0, 0, 0]);
      expect(input.x === 0 || core.x - input.x >= 30).toBe(true);
      expect(input.x + input.width >= Math.min(width, core.x + core.width + 30)).toBe(true);
    }
    expect(covered.every((times) => times === 1)).toBe(true);
  });

  test.each([
    [2048, 512, 4],
    [2048, 1024, 2],
    [2049, 928, 3],
    [8192, 1024, 8],
    [1000, 32, 26],
  ])('a side of %i with cores of %i is cut into %i inputs, the longest hardly longer than the others', (side, coreSide, most) => {
    const inputs = predictionWindows(side, 16, { coreSide, margin: 92, multiple: 16 }).map(({ input }) => input.width);
    expect(inputs.length).toBeLessThanOrEqual(most);
    const longest = Math.max(...inputs);
    expect(longest).toBeLessThanOrEqual(coreSide + 2 * 96);
    // Rounding up to multiples leaves less for the last one.
    for (const input of inputs.slice(0, -1)) expect(input).toBe(longest);
  });

  test('an image that fits is not cut', () => {
    expect(predictionWindows(100, 20, settings)).toEqual([
      { core: { x: 0, y: 0, width: 100, height: 20 }, input: { x: 0, y: 0, width: 112, height: 32 }, margins: { top: 0, left: 0, bottom: 0, right: 0 } },
    ]);
  });
});

describe('prediction', () => {
  test('windows are as long as a runner has memory for, less after a lack of it', async () => {
    const inputsOf = async (largestInput: number | undefined, tileShare: TileShare): Promise<number[]> => {
      const seen: number[] = [];
      const run: MemberRunner['run'] = async ({ height, width }) => {
        seen.push(width);
        return { probabilities: new Float32Array(2 * height * width).fill(0.5), lossMap: null };
      };
      const normalisation = { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' } as const;
      const ensemble = {
        file: { classes: ['a', 'b'], normalisation },
        windows: { sizeMultiple: 16, contextRadius: 92, trainedSide: 256, largestInput },
        members: [{ run, dispose: async () => undefined }],
        concurrency: 1,
      };
      const source = { window: async ({ width, height }: { readonly width: number; readonly height: number }) => new Float32Array(width * height) };
      await predictWindows(ensemble, source, { width: 2048, height: 16, signal: new AbortController().signal, visit: async () => undefined, tileShare });
      return seen;
    };
    expect(await inputsOf(undefined, 1)).toEqual([656, 656, 656, 656]);
    expect(await inputsOf(1216, 1)).toEqual([1120, 1120]);
    expect(await inputsOf(1216, 0.5)).toEqual([576, 576, 576, 576, 512]);
    // No less than without: the usual windows shrink alike.
    expect(await inputsOf(300, 1)).toEqual([656, 656, 656, 656]);
  });

  test('in windows it equals prediction at once; blended, nearly so', async () => {
    const ensemble = await Ensemble.load(modelFolder);
    const image = images[2]!;
    const source = await PredictableImage.open(image, ensemble.file.normalisation);
    const run = async (coreSide: number): Promise<Float32Array> => {
      const whole = new Float32Array(image.width * image.height);
      const visit = async ({ window: { core }, predictiveEntropy }: Parameters<Parameters<typeof predictWindows>[2]['visit']>[0]) => {
        for (let row = 0; row < core.height; row++) {
          whole.set(predictiveEntropy.subarray(row * core.width, (row + 1) * core.width), (core.y + row) * image.width + core.x);
        }
      };
      await predictWindows(ensemble, source, { ...image, signal: new AbortController().signal, visit, coreSide });
      return whole;
    };
    const atOnce = await run(512);
    const cut = await run(64);
    // Its context is more than half of this: windows of the training crops, blended.
    const blended = await run(32);
    await source.close();
    await ensemble.dispose();
    atOnce.forEach((value, pixel) => expect(cut[pixel]).toBeCloseTo(value, 4));
    const differences = atOnce.map((value, pixel) => Math.abs(value - blended[pixel]!));
    expect(differences.reduce((sum, difference) => sum + difference, 0) / differences.length).toBeLessThan(0.03 * Math.log(2));
    expect(Math.max(...differences)).toBeGreaterThan(1e-3);
  });

  test('writes every plane, tells each image, and keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    const told: string[] = [];
    const outcomes = await predictImages({ images, modelFolder, outputFolder: folder }, quietContext(), ({ imageId }) => told.push(imageId));
    expect(told).toEqual(images.map(({ imageId }) => imageId));
    for (const [index, outcome] of outcomes.entries()) {
      const { path, ranges, means, ...counts } = outcome;
      const { width, height } = images[index]!;
      const file = await readFile(path);
      expect(counts).toMatchObject({ classCount: 2, memberCount: 2 });
      expect(file.length).toBe(planeCount(outcome) * width * height);
      const plane = (name: Parameters<typeof planeIndex>[0]): Uint8Array => {
        const from = planeIndex(name, outcome)! * width * height;
        return file.subarray(from, from + width * height);
      };
      const [prediction, first, second] = [plane('prediction'), plane('probability-0'), plane('probability-1')];
      for (let pixel = 0; pixel < prediction.length; pixel++) {
        expect(Math.abs(first[pixel]! + second[pixel]! - 255)).toBeLessThanOrEqual(1);
        if (Math.abs(first[pixel]! - second[pixel]!) > 1) expect(prediction[pixel]).toBe(first[pixel]! > second[pixel]! ? 0 : 1);
        // Where the members agree, their mean says the same.
        if (plane('member-0')[pixel] === plane('member-1')[pixel]) expect(prediction[pixel]).toBe(plane('member-0')[pixel]);
      }
      expect(ranges.mutualInformation).toMatchObject({ minimum: 0, maximum: Math.log(2) });
      expect(ranges.mutualInformation.displayMaximum).toBeLessThanOrEqual(Math.log(2));
      expect(ranges.learnedLoss.maximum).toBeGreaterThanOrEqual(0.05);
      expect(means.mutualInformation + means.expectedEntropy).toBeCloseTo(means.predictiveEntropy, 4);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  test('stochastic passes are members of the maps, each of their own; a member alone has its passes', async () => {
    const { kernels } = await chooseBackend();
    const changes = { memberCount: 2, stepsPerMember: 4, dropout: 0.5, passes: 3, modelFolder: join(folder, 'passes'), checkpointFolder: join(folder, 'passes-checkpoints') };
    const request = tinyRequest(folder, images, changes);
    await trainEnsemble(request, kernels, quietContext());
    const before = tf.memory().numTensors;
    const predicted = { images: images.slice(0, 1), modelFolder: request.modelFolder, outputFolder: join(folder, 'passes-maps') };
    const [outcome] = await predictImages(predicted, quietContext(), () => undefined);
    expect(outcome).toMatchObject({ memberCount: 6 });
    expect(outcome!.means.mutualInformation).toBeGreaterThan(0);
    const [all, second] = [await Ensemble.load(request.modelFolder), await Ensemble.load(request.modelFolder, 1)];
    expect([all.members.length, second.members.length]).toEqual([6, 3]);
    const values = Float32Array.from({ length: 32 * 32 }, (_none, at) => Math.sin(at * 0.3));
    for (const [index, member] of second.members.entries()) {
      expect(await member.run({ values, height: 32, width: 32 })).toEqual(await all.members[3 + index]!.run({ values, height: 32, width: 32 }));
    }
    for (const ensemble of [all, second]) await ensemble.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('cancelled, it leaves no half-written file and no tensor', async () => {
    const before = tf.memory().numTensors;
    const stop = new AbortController();
    stop.abort();
    const outputFolder = join(folder, 'cancelled');
    const run = predictImages({ images, modelFolder, outputFolder }, quietContext({ signal: stop.signal }), () => undefined);
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(outputFolder)).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('failing at any window, it ends what it began and keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    const ensemble = await Ensemble.load(modelFolder);
    const image = images[2]!;
    const source = await PredictableImage.open(image, ensemble.file.normalisation);
    let visits = 0;
    const run = (visit: () => Promise<void>, signal: AbortSignal) => predictWindows(ensemble, source, { ...image, signal, visit, coreSide: 64 });
    const failing = async (): Promise<void> => {
      if (++visits === 2) throw new Error('no room');
    };
    await expect(run(failing, new AbortController().signal)).rejects.toThrow('no room');
    // One more may have been computed meanwhile; it is not visited.
    expect(visits).toBe(2);
    const stop = new AbortController();
    await expect(run(async () => stop.abort(), stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
    const unreadable = { window: () => Promise.reject(new Error('no file')) };
    const settings = { ...image, signal: new AbortController().signal, visit: failing };
    await expect(predictWindows(ensemble, unreadable, settings)).rejects.toThrow('no file');
    await source.close();
    await ensemble.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('names the samples file that is cut or missing', async () => {
    const path = join(folder, 'cut.samples');
    await writeFile(path, new Uint8Array(10));
    const predict = (samplesPath: string) =>
      predictImages({ images: [{ ...images[0]!, samplesPath }], modelFolder, outputFolder: folder }, quietContext(), () => undefined);
    await expect(predict(path)).rejects.toMatchObject({ code: 'corrupt', message: expect.stringMatching(/cut\.samples.*wanted 1600 bytes.*got 10/) as string });
    await expect(predict(join(folder, 'none'))).rejects.toMatchObject({ code: 'notFound' });
  });

  test('an identifier that is a path is refused', async () => {
    const run = predictImages({ images: [{ ...images[0]!, imageId: '../x' }], modelFolder, outputFolder: folder }, quietContext(), () => undefined);
    await expect(run).rejects.toMatchObject({ code: 'invalidInput' });
  });
});

describe('evaluateModel', () => {
  test('measures the ensemble and each member, and refuses a member there is not', async () => {
    const measure = (member: number | null) => evaluateModel({ images, modelFolder, member }, quietContext());
    const [all, first, second] = [await measure(null), await measure(0), await measure(1)];
    expect(all.figures.imageCount).toBe(3);
    expect(first.figures.nll).not.toBe(second.figures.nll);
    const { reliability, figures } = all;
    expect(reliability.reduce((sum, { count }) => sum + count, 0)).toBe(figures.labelledPixels);
    const error = reliability.reduce((sum, { count, confidence, accuracy }) => sum + count * Math.abs((accuracy ?? 0) - (confidence ?? 0)), 0);
    expect(error / figures.labelledPixels).toBeCloseTo(figures.ece, 9);
    await expect(measure(2)).rejects.toThrow(/wanted a member 0 … 1, got 2/);
  });
});

describe('BoxPredictor', () => {
  test('answers like the whole image, probabilities summing to one, and keeps only its model', async () => {
    const before = tf.memory().numTensors;
    const boxes = new BoxPredictor();
    const image = images[2]!;
    const box = { x: 40, y: 50, width: 30, height: 20 };
    const { classCount, probabilities } = await boxes.predict({ image, modelFolder, box });
    expect([classCount, probabilities.length]).toEqual([2, 2 * 30 * 20]);
    for (let pixel = 0; pixel < 600; pixel++) expect(Math.abs(probabilities[pixel]! + probabilities[600 + pixel]! - 255)).toBeLessThanOrEqual(1);
    const kept = tf.memory().numTensors;
    expect(kept).toBeGreaterThan(before);
    expect((await boxes.predict({ image, modelFolder, box })).probabilities).toEqual(probabilities);
    // A corner of the image has context on two sides alone.
    expect((await boxes.predict({ image, modelFolder, box: { x: 140, y: 0, width: 10, height: 7 } })).probabilities.length).toBe(140);
    expect(tf.memory().numTensors).toBe(kept);
  });
});

describe('LossMap and quantise', () => {
  test('enlarges between the centres of its squares', () => {
    const map = new LossMap(8, 4);
    map.place({ core: { x: 0, y: 0, width: 8, height: 4 } }, Float32Array.of(0, 1));
    expect([...map.pixels(0, 1, 8)]).toEqual([0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1]);
  });

  test('bytes span the range and clip what is outside', () => {
    expect([...quantise(Float32Array.of(-1, 0, 0.5, 1, 2), 1)]).toEqual([0, 0, 128, 255, 255]);
  });
});
