import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planeCount, planeIndex } from '../../core/predictions/predictionFile.ts';
import type { PredictionPlane } from '../../core/predictions/predictionFile.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { LabelledEngineImage } from '../engineApi.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import type { MemberWindow } from '../ensemble/MemberRunner.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import { blendedWindows } from '../predict/blendedWindows.ts';
import { writePrediction } from '../predict/writePrediction.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { trainEnsemble } from './trainEnsemble.ts';

const signal = new AbortController().signal;
const config = { width: 4, depth: 2 };

let folder: string;
let images: LabelledEngineImage[];
let modelFolder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 3);
  const { kernels } = await chooseBackend();
  modelFolder = join(folder, 'confident');
  for (const [name, flags] of [['confident', { learnedConfidence: true }], ['plain', {}]] as const) {
    const network = { architecture: 'unet', config: { ...config, ...flags } };
    const request = tinyRequest(folder, images, { network, stepsPerMember: 60, memberCount: 2, modelFolder: join(folder, name), checkpointFolder: join(folder, `${name}-checkpoints`) });
    await trainEnsemble(request, kernels, quietContext());
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a model with a confidence head', () => {
  test('says so in its file; its networks are those that are trained without it, bit for bit', async () => {
    const confident = await readModelFolder(modelFolder);
    const plain = await readModelFolder(join(folder, 'plain'));
    expect(confident.file.head).toEqual(['learningLoss', 'learnedConfidence']);
    for (const [index, { trunk, statistics, head }] of confident.members.entries()) {
      expect(trunk).toEqual(plain.members[index]!.trunk);
      expect(statistics).toEqual(plain.members[index]!.statistics);
      expect(head.length).toBeGreaterThan(plain.members[index]!.head.length);
    }
  });

  test('writes its map among the optional ones; each is what the probabilities say', async () => {
    const ensemble = await Ensemble.load(modelFolder);
    try {
      const image = images[0]!;
      const outcome = await writePrediction(ensemble, image, { outputFolder: folder, signal });
      expect(Object.keys(outcome.ranges)).toEqual(expect.arrayContaining(['memberVariance', 'margin', 'maximumProbability', 'learnedConfidence']));
      const bytes = await readFile(outcome.path);
      const pixels = image.width * image.height;
      expect(bytes.length).toBe(planeCount(outcome) * pixels);
      const plane = (name: PredictionPlane): Uint8Array => bytes.subarray(planeIndex(name, outcome)! * pixels).subarray(0, pixels);
      const [first, second, margin, most] = [plane('probability-0'), plane('probability-1'), plane('margin'), plane('maximumProbability')];
      margin.forEach((value, at) => expect(Math.abs(value - (255 - Math.abs(first[at]! - second[at]!)))).toBeLessThanOrEqual(2));
      most.forEach((value, at) => expect(Math.abs(value * outcome.ranges.maximumProbability!.maximum - Math.min(first[at]!, second[at]!))).toBeLessThanOrEqual(1.5));
      // Foreseen doubt is larger where the prediction is wrong, or nearly even, than elsewhere.
      const doubt = plane('learnedConfidence');
      const mean = (test: (at: number) => boolean): number => {
        const chosen = [...doubt].filter((_value, at) => test(at));
        return chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
      };
      const isHard = (at: number): boolean => plane('prediction')[at] !== image.labels[at] || margin[at]! > 128;
      expect(mean(isHard)).toBeGreaterThan(mean((at) => !isHard(at)));
    } finally {
      await ensemble.dispose();
    }
  });

  test('one network has no variance over members, and a model without the head no such map', async () => {
    const ensemble = await Ensemble.load(join(folder, 'plain'), 0);
    try {
      const outcome = await writePrediction(ensemble, images[1]!, { outputFolder: folder, signal });
      expect(outcome.ranges.memberVariance).toBeUndefined();
      expect(outcome.ranges.learnedConfidence).toBeUndefined();
      expect(planeIndex('learnedConfidence', outcome)).toBeNull();
      expect((await readFile(outcome.path)).length).toBe(planeCount(outcome) * images[1]!.width * images[1]!.height);
    } finally {
      await ensemble.dispose();
    }
  });

  test('blends the confidence of overlapping windows with shares that sum to one', async () => {
    const members = [0.25, 0.75].map((value) => ({
      run: async ({ values }: MemberWindow) => ({ probabilities: new Float32Array(2 * values.length).fill(0.5), lossMap: null, confidence: new Float32Array(values.length).fill(value) }),
      dispose: async () => undefined,
    }));
    const { file } = await readModelFolder(modelFolder);
    const ensemble = { file, members, concurrency: 1, hasConfidence: true, windows: { sizeMultiple: 4, contextRadius: Infinity, trainedSide: 16 } };
    let seen = 0;
    for (const step of blendedWindows(ensemble, { width: 37, height: 21, longestSide: 16, heldFloats: 1e6 })) {
      for await (const { confidence } of step.outcomes(new Float32Array(16 * 16))) {
        for (const value of confidence!) expect(value).toBeCloseTo(0.5, 5);
        seen += confidence!.length;
      }
    }
    expect(seen).toBe(37 * 21);
  });
});
