import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { checkGradient } from '../testing/checkGradient.ts';
import { learnedLossLoss, rankingLoss } from './learnedLossLoss.ts';
import { composedSegmentationLoss, segmentationLoss } from './segmentationLoss.ts';

beforeAll(async () => void (await chooseBackend()));

const shape: [number, number, number, number] = [2, 4, 4, 3];
const pixels = 32;

/** One-hot targets; label 255 gives a row of zeros. */
function targetOf(labels: readonly number[]): tf.Tensor4D {
  return tf.tensor4d(Float32Array.from(labels.flatMap((label) => [0, 1, 2].map((index) => (index === label ? 1 : 0)))), shape);
}

function randomValues(count: number, stream: number): Float32Array {
  const random = new RandomSource({ seed: 4, stream, counter: 0 });
  return Float32Array.from({ length: count }, () => random.normal());
}

const labels = Array.from({ length: pixels }, (_, pixel) => (pixel % 5 === 0 ? 255 : pixel % 2));

describe('segmentationLoss', () => {
  test('closed form: even probabilities cost ln C, and Dice follows from the class sizes', () => {
    tf.tidy(() => {
      const { crossEntropy, dice } = segmentationLoss(tf.zeros(shape), targetOf(labels));
      expect(crossEntropy.dataSync()[0]).toBeCloseTo(Math.log(3), 5);
      const labelled = labels.filter((label) => label !== 255);
      const diceOf = (index: number): number => {
        const size = labelled.filter((label) => label === index).length;
        return ((2 * size) / 3 + 1) / (labelled.length / 3 + size + 1);
      };
      // Class 2 is on no labelled pixel and does not count.
      expect(dice.dataSync()[0]).toBeCloseTo((diceOf(0) + diceOf(1)) / 2, 5);
    });
  });

  test('what the network says of unlabelled pixels changes nothing', () => {
    tf.tidy(() => {
      const values = randomValues(pixels * 3, 1);
      const total = (): number => segmentationLoss(tf.tensor4d(values, shape), targetOf(labels)).total.dataSync()[0]!;
      const before = total();
      for (let pixel = 0; pixel < pixels; pixel += 5) values.set([9, -9, 4], pixel * 3);
      expect(total()).toBe(before);
    });
  });

  test('a perfect prediction of a few labelled pixels costs nothing', () => {
    tf.tidy(() => {
      const few = labels.map((label, pixel) => (pixel < 6 ? label : 255));
      const { total } = segmentationLoss(targetOf(few).mul(40).sub<tf.Tensor4D>(20), targetOf(few));
      expect(total.dataSync()[0]).toBeCloseTo(0, 4);
    });
  });

  test('is finite, with a zero gradient, without any label', () => {
    tf.tidy(() => {
      const loss = (x: tf.Tensor): tf.Tensor => segmentationLoss(x as tf.Tensor4D, tf.zeros(shape)).total;
      const { value, grad } = tf.valueAndGrad(loss)(tf.tensor4d(randomValues(pixels * 3, 2), shape));
      expect(Number.isFinite(value.dataSync()[0])).toBe(true);
      expect(Math.max(...grad.abs().dataSync())).toBe(0);
    });
  });

  test('by planes and put together from operations it is the same, with the same gradient', () => {
    tf.tidy(() => {
      const logits = tf.tensor4d(randomValues(pixels * 3, 8), shape).mul<tf.Tensor4D>(3);
      const [planar, composed] = [segmentationLoss, composedSegmentationLoss].map((loss) => {
        const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => loss(x as tf.Tensor4D, targetOf(labels)).total)(logits);
        const { crossEntropy, dice, pixelCrossEntropy } = loss(logits, targetOf(labels));
        return [value, grad, crossEntropy, dice, pixelCrossEntropy].map((tensor) => [...tensor.dataSync()]);
      });
      for (const [index, values] of planar!.entries()) {
        for (const [at, value] of values.entries()) expect(value).toBeCloseTo(composed![index]![at]!, 5);
      }
    });
  });

  test('its gradient agrees with finite differences', () => {
    checkGradient(
      (x) => segmentationLoss(x as tf.Tensor4D, targetOf(labels)).total,
      randomValues(pixels * 3, 3),
      (values) => tf.tensor4d(values, shape),
    );
  });
});

describe('rankingLoss', () => {
  const loss = (foreseen: number[], wanted: number[], present = foreseen.map(() => 1)): number =>
    tf.tidy(() => rankingLoss(tf.tensor1d(foreseen), tf.tensor1d(wanted), tf.tensor1d(present)).dataSync()[0]!);

  test('is 0 for a pair in the right order by the margin, and grows as it falls short', () => {
    expect(loss([2, 1], [0.9, 0.1])).toBeCloseTo(0, 6);
    expect(loss([1, 1], [0.9, 0.1])).toBeCloseTo(1, 6);
    expect(loss([1, 2], [0.9, 0.1])).toBeCloseTo(2, 6);
  });

  test('takes pairs one by one, leaves out those without labels and an odd last image', () => {
    expect(loss([1, 2, 5, 5, 7], [0.9, 0.1, 1, 0, 3])).toBeCloseTo((2 + 1) / 2, 6);
    expect(loss([1, 2, 5, 5], [0.9, 0.1, 1, 0], [1, 0, 1, 1])).toBeCloseTo(1, 6);
    expect(loss([3], [1])).toBe(0);
  });
});

describe('learnedLossLoss', () => {
  const crossEntropy = () => tf.tensor3d(randomValues(2 * 8 * 8, 5).map(Math.abs), [2, 8, 8]);
  const mask = () => tf.tensor3d(Float32Array.from({ length: 128 }, (_, pixel) => (pixel % 3 === 0 ? 0 : 1)), [2, 8, 8]);

  test('a map that foresees every square rightly costs nothing but the ranking', () => {
    tf.tidy(() => {
      const masked = crossEntropy().mul<tf.Tensor3D>(mask());
      const sums = tf.avgPool(masked.expandDims<tf.Tensor4D>(3), 4, 4, 'valid');
      const shares = tf.avgPool(mask().expandDims<tf.Tensor4D>(3), 4, 4, 'valid');
      const right = sums.div(shares).squeeze<tf.Tensor3D>([3]);
      const means = masked.sum([1, 2]).div(mask().sum([1, 2])).dataSync();
      const imageLoss = tf.tensor1d(means[0]! > means[1]! ? [5, 0] : [0, 5]);
      expect(learnedLossLoss({ imageLoss, lossMap: right }, masked, mask()).dataSync()[0]).toBeCloseTo(0, 5);
      const halfOff = right.add<tf.Tensor3D>(0.5);
      expect(learnedLossLoss({ imageLoss, lossMap: halfOff }, masked, mask()).dataSync()[0]).toBeCloseTo(0.5 * 0.25, 4);
      const farOff = right.add<tf.Tensor3D>(3);
      expect(learnedLossLoss({ imageLoss, lossMap: farOff }, masked, mask()).dataSync()[0]).toBeCloseTo(3 - 0.5, 4);
    });
  });

  test('its gradient agrees with finite differences', () => {
    checkGradient(
      (x) => learnedLossLoss({ imageLoss: tf.tensor1d([0.2, 0.1]), lossMap: x as tf.Tensor3D }, crossEntropy().mul(mask()), mask()),
      randomValues(8, 6).map(Math.abs),
      (values) => tf.tensor3d(values, [2, 2, 2]),
    );
  });
});
