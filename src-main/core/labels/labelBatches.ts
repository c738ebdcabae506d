import type { MaskDiff } from './maskDiff.ts';

/** Value of a pixel that no event changed. */
export const noBatch = 255;

export interface LabelChangeAt {
  readonly sequence: number;
  readonly diff: MaskDiff;
}

/**
 * By when each pixel of an image got the label that it has: the batch of the last event that changed it.
 * @param size of the image, pixels
 * @param changes oldest first
 * @param ends last event of each batch, ascending, at most 254; what comes after the last is one more batch
 * @returns [pixels], 0 … ends.length, or `noBatch`
 */
export function labelBatches({ width, height }: { readonly width: number; readonly height: number }, changes: Iterable<LabelChangeAt>, ends: readonly number[]): Uint8Array {
  const batches = new Uint8Array(width * height).fill(noBatch);
  for (const { sequence, diff } of changes) {
    const found = ends.findIndex((end) => sequence <= end);
    const batch = found < 0 ? ends.length : found;
    for (let at = 0; at < diff.runs.length; at += 4) {
      const start = diff.runs[at]!;
      batches.fill(batch, start, start + diff.runs[at + 1]!);
    }
  }
  return batches;
}
