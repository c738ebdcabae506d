import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { fastGradientSign } from './fastGradientSign.ts';
import { loadDenoiser } from './loadDenoiser.ts';
import { trainDenoiser } from './trainDenoiser.ts';
import type { DenoiserTraining, PerturbedBatch } from './trainDenoiser.ts';

beforeAll(async () => void (await chooseBackend()));

const side = 16;
const epsilon = 0.1;

interface Labelled {
  readonly clean: tf.Tensor4D;
  /** [B,2], one-hot: dark or bright. */
  readonly target: tf.Tensor2D;
}

/** Pictures that are dark or bright, with a blob of the other kind in each. */
function images(count: number, stream: number): Labelled {
  const random = new RandomSource({ seed: 6, stream, counter: 0 });
  const labels = Array.from({ length: count }, () => random.integer(2));
  const samples = labels.flatMap((label) => {
    const [x, y, r] = [random.uniform(3, 13), random.uniform(3, 13), random.uniform(2, 4)];
    const sign = label === 1 ? 1 : -1;
    return Array.from({ length: side * side }, (_none, at) => ((at % side - x) ** 2 + (Math.floor(at / side) - y) ** 2 < r ** 2 ? -sign : sign) * 0.6 + 0.1 * random.normal());
  });
  return { clean: tf.tensor4d(samples, [count, side, side, 1]), target: tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), 2).cast<tf.Tensor2D>('float32')) };
}

/**
 * The logits of a network that goes by brightness and, eight times as loud, by a chequered pattern that no clean picture
 * shows: what an adversary finds at once.
 */
function logitsOf(input: tf.Tensor4D): tf.Tensor2D {
  const template = Float32Array.from({ length: side * side }, (_none, at) => (1 + ((Math.floor(at / side) + at) % 2 === 0 ? 8 : -8)) / side ** 2);
  const response = input.mul(tf.tensor4d(template, [1, side, side, 1])).sum([1, 2]);
  return tf.concat([response.neg(), response], 1) as tf.Tensor2D;
}

function accuracy(input: tf.Tensor4D, target: tf.Tensor2D): number {
  return tf.tidy(() => logitsOf(input).argMax(1).equal(target.argMax(1)).cast('float32').mean().dataSync()[0]!);
}

function attacked(clean: tf.Tensor4D, target: tf.Tensor2D): tf.Tensor4D {
  return fastGradientSign((x) => tf.neg(tf.logSoftmax(logitsOf(x)).mul(target).sum()), clean, epsilon);
}

const batch = async (step: number): Promise<PerturbedBatch> => {
  const { clean, target } = images(8, 100 + step);
  const perturbed = attacked(clean, target);
  target.dispose();
  return { perturbed, clean, logitsOf };
};

const training = (changes: Partial<DenoiserTraining> = {}): DenoiserTraining => ({
  config: { channels: 1, width: 4 },
  batch,
  steps: 40,
  learningRate: 5e-3,
  random: new RandomSource({ seed: 2, stream: 0, counter: 0 }),
  ...changes,
});

describe('trainDenoiser', () => {
  test('gives an attacked network its sight back, on images it has not seen', async () => {
    const before = tf.memory().numTensors;
    const losses: number[] = [];
    const denoiser = loadDenoiser(await trainDenoiser(training({ stepped: async (step, loss) => void (losses[step - 1] = loss) })));
    const { clean, target } = images(32, 1);
    const perturbed = attacked(clean, target);
    const [denoised, kept] = [denoiser.denoise(perturbed), denoiser.denoise(clean)];
    const [unharmed, harmed] = [accuracy(clean, target), accuracy(perturbed, target)];
    expect([unharmed, harmed]).toEqual([1, 0]);
    expect(accuracy(denoised, target)).toBeGreaterThan(0.9);
    expect(accuracy(kept, target)).toBeGreaterThan(0.95);
    expect(losses).toHaveLength(40);
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 4);
    denoiser.dispose();
    tf.dispose([clean, target, perturbed, denoised, kept]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the same request gives the same denoiser; none of its steps, one that changes nothing', async () => {
    const [once, again] = [await trainDenoiser(training({ steps: 3 })), await trainDenoiser(training({ steps: 3 }))];
    expect([...again.values]).toEqual([...once.values]);
    const denoiser = loadDenoiser(await trainDenoiser(training({ steps: 0 })));
    tf.tidy(() => {
      const input = tf.randomNormal<tf.Rank.R4>([1, 8, 12, 1], 0, 1, 'float32', 1);
      expect([...denoiser.denoise(input).dataSync()]).toEqual([...input.dataSync()]);
    });
    denoiser.dispose();
  });

  test('a loss that is no number, and whoever hears of a step, can end it; nothing is left behind', async () => {
    const before = tf.memory().numTensors;
    const nonsense = async (step: number): Promise<PerturbedBatch> => ({ ...(await batch(step)), logitsOf: (input) => logitsOf(input).mul(Number.NaN) });
    await expect(trainDenoiser(training({ batch: nonsense }))).rejects.toMatchObject({ code: 'engineFailed' });
    await expect(trainDenoiser(training({ stepped: () => Promise.reject(new Error('enough')) }))).rejects.toThrow('enough');
    expect(tf.memory().numTensors).toBe(before);
  });
});
