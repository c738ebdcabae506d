import { describe, expect, test } from 'vitest';
import { ImageLossRanking } from './ImageLossRanking.ts';

/** An image of two pixels, both of class 0, so sure of it. */
const sure = (probability: number, imageLoss: number | null, truth = Uint8Array.of(0, 0)) => ({
  probabilities: Float32Array.of(probability, 1 - probability, probability, 1 - probability),
  truth,
  imageLoss,
});

function correlationOf(images: readonly ReturnType<typeof sure>[]): number | null {
  const ranking = new ImageLossRanking();
  for (const image of images) ranking.add(image);
  return ranking.correlation();
}

describe('ImageLossRanking', () => {
  test('is 1 where the order is foreseen, whatever the unit, and -1 where it is turned round', () => {
    expect(correlationOf([sure(0.9, -40), sure(0.7, 3), sure(0.6, 3.5)])).toBeCloseTo(1, 12);
    expect(correlationOf([sure(0.9, 2), sure(0.7, 1), sure(0.6, 0)])).toBeCloseTo(-1, 12);
    // Two of three pairs are right: 1 - 6 * (0 + 1 + 1) / (3 * 8).
    expect(correlationOf([sure(0.9, 1), sure(0.7, 3), sure(0.6, 2)])).toBeCloseTo(0.5, 12);
  });

  test('leaves out unlabelled pixels, images without a label, and models that foresee nothing', () => {
    const half = { ...sure(0.9, 1), probabilities: Float32Array.of(0.9, 0.1, 0, 1), truth: Uint8Array.of(0, 255) };
    expect(correlationOf([half, sure(0.8, 2), sure(0.1, 0, Uint8Array.of(255, 255))])).toBeCloseTo(1, 12);
    expect(correlationOf([sure(0.9, null), sure(0.8, null)])).toBeNull();
    expect(correlationOf([sure(0.9, 1)])).toBeNull();
  });

  test('a sure error counts much, and not without end', () => {
    expect(correlationOf([sure(0, 9), sure(1, 1), sure(0.5, 4)])).toBeCloseTo(1, 12);
  });
});
