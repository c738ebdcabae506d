import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRecipe } from '../../core/training/readRecipe.ts';
import { fastGradientSign } from '../adversary/fastGradientSign.ts';
import { loadDenoiser } from '../adversary/loadDenoiser.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { EngineProgress, LabelledEngineImage, TrainRequest } from '../engineApi.ts';
import { disposeMember, loadMember } from '../ensemble/MemberNetwork.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import { segmentationLoss } from '../losses/segmentationLoss.ts';
import { tf } from '../tensorflow.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { PlainBatches } from './batchSource/PlainBatches.ts';
import { loadTrainingData } from './trainingData.ts';
import { trainEnsemble } from './trainEnsemble.ts';

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

  test('gives the networks back most of what an adversary takes', async () => {
    const epsilon = 1;
    const losses: number[] = [];
    const report = ({ message, loss }: EngineProgress): void => {
      if (message.code === 'denoiserStep') losses.push(loss!);
    };
    await trainEnsemble(named('defended', { steps: 80, epsilon, width: 4 }, { memberCount: 1, stepsPerMember: 40, batchSize: 4 }), kernels, quietContext({ report }));
    const { file, network, members, denoiser } = await read('defended');
    const data = await loadTrainingData(images, { classCount: 2, input: file.normalisation, signal: new AbortController().signal });
    const { augmentation } = readRecipe({});
    const batches = new PlainBatches({ images: data.images, normalisation: file.normalisation, seed: 77, batchSize: 6, cropSide: 40, augmentation, stepsPerMember: 1, budgetBytes: 1e6 });
    const { input, labels, size, side } = await batches.batch(0, 0);
    const [member, defence] = [loadMember(network, members[0]!), loadDenoiser(denoiser!)];
    const [clean, attacked, defended, kept] = tf.tidy(() => {
      const logitsOf = (x: tf.Tensor4D): tf.Tensor4D => network.network.forward(member.trunk, x, { phase: 'prediction' }).logits;
      const truth = tf.tensor3d(new Int32Array(labels), [size, side, side], 'int32');
      const target = tf.oneHot(truth, 2).cast<tf.Tensor4D>('float32');
      const plain = tf.tensor4d(input, [size, side, side, 1]);
      const perturbed = fastGradientSign((x) => segmentationLoss(logitsOf(x), target).total, plain, epsilon);
      const right = (x: tf.Tensor4D): number => logitsOf(x).argMax(3).equal(truth).cast('float32').sum().dataSync()[0]! / labels.filter((label) => label < 2).length;
      return [right(plain), right(perturbed), right(defence.denoise(perturbed)), right(defence.denoise(plain))] as never;
    }) as unknown as [number, number, number, number];
    const meanOf = (some: readonly number[]): number => some.reduce((sum, loss) => sum + loss / some.length, 0);
    console.log(clean, attacked, defended, kept, meanOf(losses.slice(0, 10)), meanOf(losses.slice(-10)));
    disposeMember(member);
    defence.dispose();
    expect(attacked).toBeLessThan(clean - 0.1);
    expect(defended).toBeGreaterThan(attacked + (clean - attacked) / 2);
    expect(kept).toBeGreaterThan(clean - 0.03);
  });
});
