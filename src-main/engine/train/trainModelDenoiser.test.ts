import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRecipe } from '../../core/training/readRecipe.ts';
import { fastGradientSign } from '../adversary/fastGradientSign.ts';
import { loadDenoiser } from '../adversary/loadDenoiser.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { EngineProgress, LabelledEngineImage, TrainRequest } from '../engineApi.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import { segmentationLoss } from '../losses/segmentationLoss.ts';
import { tf } from '../tensorflow.ts';
import { randomModel } from '../testing/randomModel.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { PlainBatches } from './batchSource/PlainBatches.ts';
import { loadTrainingData } from './trainingData.ts';
import { trainEnsemble } from './trainEnsemble.ts';
import { trainModelDenoiser } from './trainModelDenoiser.ts';

let folder: string;
let images: LabelledEngineImage[];
let kernels: TrainingKernels;
beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 3);
  ({ kernels } = await chooseBackend());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const named = (name: string, denoiser: { readonly steps?: number; readonly epsilon?: number; readonly width?: number }, changes: Partial<TrainRequest> = {}): TrainRequest =>
  tinyRequest(folder, images, {
    modelFolder: join(folder, name),
    checkpointFolder: join(folder, `${name}-checkpoints`),
    memberCount: 2,
    recipe: readRecipe({ denoiser }),
    ...changes,
  });

const read = (name: string) => readModelFolder(join(folder, name));

describe('the denoiser of a model', () => {
  test('is trained after the members, which know nothing of it, and lies beside them with its sum', async () => {
    const before = tf.memory().numTensors;
    const told: EngineProgress[] = [];
    await trainEnsemble(named('with', { steps: 6, width: 3 }), kernels, quietContext({ report: (progress) => void told.push(progress) }));
    await trainEnsemble(named('without', {}), kernels, quietContext());
    expect(tf.memory().numTensors).toBe(before);
    const [denoised, plain] = [await read('with'), await read('without')];
    expect(denoised.file.denoiser).toMatchObject({ width: 3, weightsFile: 'denoiser.bin' });
    expect(denoised.denoiser!.config).toEqual({ channels: 1, width: 3 });
    expect(await readdir(join(folder, 'with'))).toContain('denoiser.bin');
    expect(plain.file.denoiser).toBeUndefined();
    expect(plain.denoiser).toBeUndefined();
    expect(denoised.file.members).toEqual(plain.file.members);
    const fractions = told.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((one, other) => one - other));
    expect(told.filter(({ message }) => message.code === 'denoiserStep').map(({ fraction }) => fraction)).toEqual([17, 18, 19, 20, 21, 22].map((step) => step / 22));
  });

  test('a run that is cut while it is trained comes to the same one', async () => {
    const stop = new AbortController();
    const request = named('cut', { steps: 6, width: 3 });
    const report = ({ message }: EngineProgress): void => {
      if (message.code === 'denoiserStep') stop.abort();
    };
    await expect(trainEnsemble(request, kernels, quietContext({ signal: stop.signal, report }))).rejects.toMatchObject({ code: 'cancelled' });
    const steps: string[] = [];
    await trainEnsemble(request, kernels, quietContext({ report: ({ message }) => void steps.push(message.code) }));
    expect(steps.filter((code) => code === 'trainingStep')).toEqual([]);
    expect((await read('cut')).file.denoiser).toEqual((await read('with')).file.denoiser);
  });

  test('of a model continued without one is not handed on', async () => {
    await trainEnsemble(named('child', {}, { parentFolder: join(folder, 'with') }), kernels, quietContext());
    expect((await read('child')).file.denoiser).toBeUndefined();
  });

  test('gives a network that is led astray by a pattern its sight back', async () => {
    const epsilon = 0.5;
    const random = randomModel(1, { config: { inputChannels: 1, classes: 2, width: 4, depth: 2 } });
    // It goes by brightness and, four times as loud, by a chequered pattern that no clean picture shows.
    const kernel = Float32Array.from({ length: 25 }, (_none, at) => (1 + (at % 2 === 0 ? 4 : -4)) / 25);
    const logitsOf = (input: tf.Tensor4D): tf.Tensor4D => {
      const response = tf.conv2d(input, tf.tensor4d(kernel, [5, 5, 1, 1]), 1, 'same').mul<tf.Tensor4D>(4);
      return tf.concat([response.neg(), response], 3);
    };
    const forward = (_parameters: unknown, input: tf.Tensor4D) => ({ logits: logitsOf(input), features: [] });
    const network = { ...random.network, network: { ...random.network.network, forward } };
    const input = { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' } as const;
    const data = await loadTrainingData(images, { classCount: 2, input, signal: new AbortController().signal });
    const { augmentation } = readRecipe({});
    const batches = new PlainBatches({ images: data.images, normalisation: data.normalisation, seed: 77, batchSize: 6, cropSide: 32, augmentation, stepsPerMember: 200, budgetBytes: 1e6 });
    const task = { recipe: { steps: 200, epsilon, width: 4 }, network, members: random.members, channels: 1, seed: 1, largestBatch: 6 };
    const losses: number[] = [];
    const denoiser = loadDenoiser(await trainModelDenoiser(task, batches, { signal: new AbortController().signal }, (_step, loss) => void losses.push(loss)));
    const unseen = await batches.batch(0, 0);
    // What the network itself says of the clean crops is what it is to say.
    const [attacked, defended, kept] = tf.tidy(() => {
      const clean = tf.tensor4d(unseen.input, [unseen.size, unseen.side, unseen.side, 1]);
      const said = logitsOf(clean).argMax(3);
      const target = tf.oneHot(said, 2).cast<tf.Tensor4D>('float32');
      const perturbed = fastGradientSign((x) => segmentationLoss(logitsOf(x), target).total, clean, epsilon);
      const alike = (x: tf.Tensor4D): tf.Tensor => logitsOf(x).argMax(3).equal(said).cast('float32').mean();
      return tf.stack([alike(perturbed), alike(denoiser.denoise(perturbed)), alike(denoiser.denoise(clean))]).dataSync() as never;
    }) as Float32Array as unknown as [number, number, number];
    denoiser.dispose();
    expect(attacked).toBeLessThan(0.7);
    expect(defended).toBeGreaterThan(0.8);
    expect(kept).toBeGreaterThan(0.95);
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 3);
  });
});
