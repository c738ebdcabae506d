import { SfumatoError } from '../SfumatoError.ts';
import { dice } from '../metrics/overlap.ts';
import type { ImageOverlap } from './ImageOverlap.ts';
import { judgeDifferences } from './judgeDifferences.ts';
import type { JudgedDifferences } from './judgeDifferences.ts';
import type { ClassChange, ImageChange } from './ModelComparison.ts';

/** Images named in a report: enough to go and look. */
const mostLost = 5;

export interface ComparedOverlaps extends JudgedDifferences {
  readonly images: number;
  readonly pixels: number;
  readonly classes: readonly ClassChange[];
  readonly lost: readonly ImageChange[];
}

/**
 * Compares two models by what each got of the same images. Images without a labelled pixel are left out.
 * @param before the champion's, @param after the challenger's, in the same order
 * @param margin of Dice that may be lost, 0 …
 * @throws SfumatoError `sizeMismatch` when these are not the same images with the same labels
 */
export function compareModels(before: readonly ImageOverlap[], after: readonly ImageOverlap[], margin: number): ComparedOverlaps {
  if (before.length !== after.length) throw unlike(`${before.length} and ${after.length} images`);
  const changes: ImageChange[] = [];
  for (const [index, old] of before.entries()) {
    const young = after[index]!;
    if (old.imageId !== young.imageId || old.truth.join() !== young.truth.join()) throw unlike(`image ${old.imageId} and ${young.imageId}, or other labels`);
    if (old.labelled > 0) changes.push({ imageId: old.imageId, before: imageDice(old), after: imageDice(young) });
  }
  return {
    ...judgeDifferences(changes.map((change) => change.after - change.before), margin),
    images: changes.length,
    pixels: before.reduce((sum, { labelled }) => sum + labelled, 0),
    classes: changesOfClasses(before, after),
    lost: changes.filter((change) => change.after < change.before).sort((a, b) => a.after - a.before - (b.after - b.before)).slice(0, mostLost),
  };
}

/**
 * Mean Dice over the classes but the background that an image's labels or its prediction have; 1 where neither has any, for then they
 * agree.
 */
export function imageDice({ truth, predicted, both }: ImageOverlap): number {
  const scores = truth.flatMap((pixels, index) => (index > 0 && pixels + predicted[index]! > 0 ? [dice(pixels, predicted[index]!, both[index]!)] : []));
  return scores.length === 0 ? 1 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function changesOfClasses(before: readonly ImageOverlap[], after: readonly ImageOverlap[]): ClassChange[] {
  const classCount = Math.max(0, ...before.map(({ truth }) => truth.length));
  return Array.from({ length: classCount }, (_none, classIndex) => {
    const [pixels, old, young] = [sumOf(before, 'truth', classIndex), pooledDice(before, classIndex), pooledDice(after, classIndex)];
    return { classIndex, pixels, before: old, after: young };
  }).filter(({ pixels }) => pixels > 0);
}

function pooledDice(overlaps: readonly ImageOverlap[], classIndex: number): number {
  return dice(sumOf(overlaps, 'truth', classIndex), sumOf(overlaps, 'predicted', classIndex), sumOf(overlaps, 'both', classIndex));
}

function sumOf(overlaps: readonly ImageOverlap[], count: 'truth' | 'predicted' | 'both', classIndex: number): number {
  return overlaps.reduce((sum, overlap) => sum + (overlap[count][classIndex] ?? 0), 0);
}

function unlike(got: string): SfumatoError {
  return new SfumatoError('sizeMismatch', `comparing models: wanted the same images and labels of both, got ${got}`);
}
