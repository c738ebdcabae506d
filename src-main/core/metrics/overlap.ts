import { SfumatoError } from '../SfumatoError.ts';
import { unlabelled } from '../labels/labelMap.ts';

/** Pixel counts from which Dice and accuracy follow; pixels whose truth is unlabelled are in none of them. */
export interface OverlapCounts {
  /** Pixels of each class in the truth, in the prediction, and in both. */
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
  readonly both: Float64Array;
  /** The same for "any class but the background" (class 0). */
  readonly foreground: { readonly truth: number; readonly predicted: number; readonly both: number };
  readonly labelled: number;
}

/**
 * @param prediction class index of each pixel
 * @param truth class index of each pixel, or 255 where nobody has labelled
 * @throws SfumatoError `sizeMismatch` when the lengths differ, `classOutOfRange` when a class is not below `classCount`
 */
export function countOverlap(prediction: Uint8Array, truth: Uint8Array, classCount: number): OverlapCounts {
  if (prediction.length !== truth.length) {
    throw new SfumatoError(
      'sizeMismatch',
      `overlap of a prediction with the truth: wanted ${truth.length} pixels, got ${prediction.length}`,
    );
  }
  const counts = [0, 1, 2].map(() => new Float64Array(classCount)) as [Float64Array, Float64Array, Float64Array];
  const [inTruth, inPrediction, inBoth] = counts;
  let foregroundBoth = 0;
  let labelled = 0;
  for (let pixel = 0; pixel < truth.length; pixel++) {
    const wanted = truth[pixel]!;
    if (wanted === unlabelled) continue;
    const got = prediction[pixel]!;
    if (wanted >= classCount || got >= classCount) {
      throw new SfumatoError(
        'classOutOfRange',
        `overlap, pixel ${pixel}: wanted classes below ${classCount}, got truth ${wanted}, prediction ${got}`,
      );
    }
    labelled++;
    inTruth[wanted]!++;
    inPrediction[got]!++;
    if (wanted === got) inBoth[wanted]!++;
    if (wanted > 0 && got > 0) foregroundBoth++;
  }
  return {
    truth: inTruth,
    predicted: inPrediction,
    both: inBoth,
    foreground: { truth: labelled - inTruth[0]!, predicted: labelled - inPrediction[0]!, both: foregroundBoth },
    labelled,
  };
}

/**
 * Dice coefficient 2 |A and B| / (|A| + |B|), 0 … 1; 1 when both sets are empty, for then they agree.
 * Source: Dice 1945; Sorensen 1948.
 */
export function dice(truth: number, predicted: number, both: number): number {
  return truth + predicted === 0 ? 1 : (2 * both) / (truth + predicted);
}
