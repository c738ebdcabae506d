import { tf } from '../../../src-main/engine/tensorflow.ts';
import { digitClasses, digitPixels, digitSide, type DigitSet } from '../digits/digitSets.ts';
import type { Outcome } from '../figures/Outcome.ts';
import type { Predictor } from '../methods/Method.ts';

/** Images of a batch. */
const batchSize = 500;

/** What a method says of every image of a set. */
export function predictSet({ predict }: Pick<Predictor, 'predict'>, digits: DigitSet): Outcome {
  const probabilities = new Float32Array(digits.count * digitClasses);
  const expectedEntropy = new Float32Array(digits.count);
  let confidence: Float32Array | null = null;
  for (let from = 0; from < digits.count; from += batchSize) {
    const count = Math.min(batchSize, digits.count - from);
    const read = tf.tidy(() => {
      const { probabilities: members, confidence: own } = predict(imagesOf(digits, from, count));
      const entropy = members.mul(members.maximum(1e-30).log()).sum(2).mean(0).neg();
      return { mean: members.mean(0), entropy, ...(own && { own }) };
    });
    probabilities.set(read.mean.dataSync(), from * digitClasses);
    expectedEntropy.set(read.entropy.dataSync(), from);
    if (read.own) (confidence ??= new Float32Array(digits.count)).set(read.own.dataSync(), from);
    tf.dispose(read);
  }
  return { count: digits.count, probabilities, expectedEntropy, confidence };
}

/** [count,28,28,1], 0 … 1; the caller's. */
export function imagesOf({ images }: Pick<DigitSet, 'images'>, from: number, count: number): tf.Tensor4D {
  return tf.tensor4d(Float32Array.from(images.subarray(from * digitPixels, (from + count) * digitPixels), (value) => value / 255), [count, digitSide, digitSide, 1]);
}
