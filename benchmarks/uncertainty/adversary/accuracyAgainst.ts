import { tf } from '../../../src-main/engine/tensorflow.ts';
import { digitClasses, type LabelledDigits } from '../digits/digitSets.ts';
import { imagesOf } from '../prediction/predictSet.ts';
import { attacked } from './attacked.ts';
import { crossEntropyOf, type Defended } from './defences.ts';

const batchSize = 500;

/** Share of the digits told right, 0 … 1, once the adversary has moved every pixel by up to epsilon. */
export function accuracyAgainst({ logits, known }: Defended, digits: LabelledDigits, epsilon: number): number {
  let right = 0;
  for (let from = 0; from < digits.count; from += batchSize) {
    const count = Math.min(batchSize, digits.count - from);
    right += tf.tidy(() => {
      const truth = tf.tensor1d(Int32Array.from(digits.labels.subarray(from, from + count)), 'int32');
      const target = tf.oneHot(truth, digitClasses).cast<tf.Tensor2D>('float32');
      const input = attacked(crossEntropyOf(known, target), imagesOf(digits, from, count), epsilon);
      return logits(input).argMax(1).equal(truth).sum().dataSync<'int32'>()[0]!;
    });
  }
  return right / digits.count;
}
