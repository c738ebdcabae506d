import type { ImageOverlap } from './ImageOverlap.ts';
import type { BatchChange } from './ModelComparison.ts';

/**
 * How two models do on labels by when these became known. Batches without a labelled pixel are left out.
 * @param before the champion's overlaps, @param after the challenger's, both with pixels grouped by batch
 * @param ends last journal event of each batch, ascending: group 0 is up to the first
 * @param known last journal event that the champion learned from
 */
export function compareBatches(before: readonly ImageOverlap[], after: readonly ImageOverlap[], ends: readonly number[], known: number): BatchChange[] {
  return ends.flatMap((upTo, group): BatchChange[] => {
    const old = accuracyOf(before, group);
    const young = accuracyOf(after, group);
    if (old.pixels === 0 || young.pixels === 0) return [];
    const since = ends[group - 1] ?? 0;
    return [{ after: since, upTo, images: old.images, pixels: old.pixels, accuracyBefore: old.right / old.pixels, accuracyAfter: young.right / young.pixels, isNew: upTo > known }];
  });
}

/**
 * The batches told apart: one between any two models that learned here, the oldest of them put together where there are many.
 * @param sequences up to which models learned, in any order, twice or not
 * @param most batches, 1 …
 * @returns ascending
 */
export function batchEnds(sequences: readonly number[], most: number): number[] {
  return [...new Set(sequences)].filter((sequence) => sequence > 0).sort((a, b) => a - b).slice(-most);
}

function accuracyOf(overlaps: readonly ImageOverlap[], group: number): { readonly images: number; readonly pixels: number; readonly right: number } {
  const found = overlaps.flatMap(({ groups = [] }) => groups.filter((each) => each.group === group && each.pixels > 0));
  return { images: found.length, pixels: found.reduce((sum, { pixels }) => sum + pixels, 0), right: found.reduce((sum, { right }) => sum + right, 0) };
}
