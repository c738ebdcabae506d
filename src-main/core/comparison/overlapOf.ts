import { unlabelled } from '../labels/labelMap.ts';
import { noBatch } from '../labels/labelBatches.ts';
import { countOverlap } from '../metrics/overlap.ts';
import type { GroupAccuracy, ImageOverlap } from './ImageOverlap.ts';

export interface OverlapQuestion {
  readonly imageId: string;
  /** Class index of each pixel. */
  readonly prediction: Uint8Array;
  /** Class index of each pixel, 255 = unlabelled. */
  readonly labels: Uint8Array;
  readonly classCount: number;
  /** Number of each pixel's group, 255 = none; null: none is told apart. */
  readonly groups: Uint8Array | null;
}

/**
 * Counts what a model got of one image's labelled pixels.
 * @throws SfumatoError `sizeMismatch`, `classOutOfRange`
 */
export function overlapOf({ imageId, prediction, labels, classCount, groups }: OverlapQuestion): ImageOverlap {
  const { labelled, truth, predicted, both } = countOverlap(prediction, labels, classCount);
  return { imageId, labelled, truth: [...truth], predicted: [...predicted], both: [...both], ...(groups && { groups: accuracyByGroup(prediction, labels, groups) }) };
}

function accuracyByGroup(prediction: Uint8Array, labels: Uint8Array, groups: Uint8Array): GroupAccuracy[] {
  const pixels = new Float64Array(256);
  const right = new Float64Array(256);
  labels.forEach((label, pixel) => {
    const group = groups[pixel]!;
    if (label === unlabelled || group === noBatch) return;
    pixels[group]!++;
    if (prediction[pixel] === label) right[group]!++;
  });
  return [...pixels.entries()].filter(([, count]) => count > 0).map(([group, count]) => ({ group, pixels: count, right: right[group]! }));
}
