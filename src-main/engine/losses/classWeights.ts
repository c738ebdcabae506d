import { unlabelled } from '../../core/labels/labelMap.ts';
import type { LossRecipe } from '../../core/training/TrainingRecipe.ts';

/** Labelled pixels of each class, an image each. */
export type ClassCounts = readonly (readonly number[])[];

/** @param labels class indices, 255 = unlabelled. @returns classCount numbers of pixels */
export function countClasses(labels: Uint8Array, classCount: number): number[] {
  const counts = new Array<number>(256).fill(0);
  for (const label of labels) counts[label]!++;
  counts[unlabelled] = 0;
  return counts.slice(0, classCount);
}

/**
 * How much a pixel of each class counts in the loss.
 * @returns a weight a class, 0 and up, 0 for a class without a labelled pixel; null where all count alike
 */
export function classWeights({ classWeights: how, effectiveBeta }: LossRecipe, images: ClassCounts): number[] | null {
  if (how === 'none') return null;
  return how === 'medianFrequency' ? medianFrequencyWeights(images) : effectiveNumberWeights(images, effectiveBeta);
}

/**
 * median(f) / f(c), f(c) being the share of class c among the labelled pixels of the images that have it.
 * Source: Eigen & Fergus 2015, arXiv:1411.4734, section 6.3.2.
 */
export function medianFrequencyWeights(images: ClassCounts): number[] {
  const frequencies = (images[0] ?? []).map((_count, index) => {
    const having = images.filter((counts) => counts[index]! > 0);
    const all = having.reduce((sum, counts) => sum + total(counts), 0);
    return all === 0 ? 0 : having.reduce((sum, counts) => sum + counts[index]!, 0) / all;
  });
  const middle = median(frequencies.filter((frequency) => frequency > 0));
  return frequencies.map((frequency) => (frequency === 0 ? 0 : middle / frequency));
}

/**
 * (1 - beta) / (1 - beta^n) of a class with n labelled pixels, scaled so that the weights of the classes that occur have
 * a mean of 1.
 * @param beta 0 … 1, 1 left out
 * Source: Cui et al. 2019, arXiv:1901.05555, equation 2 and section 4.1.
 */
export function effectiveNumberWeights(images: ClassCounts, beta: number): number[] {
  const pixels = (images[0] ?? []).map((_count, index) => images.reduce((sum, counts) => sum + counts[index]!, 0));
  const raw = pixels.map((count) => (count === 0 ? 0 : (1 - beta) / (1 - beta ** count)));
  const present = raw.filter((weight) => weight > 0);
  const scale = present.length / total(present);
  return raw.map((weight) => (weight === 0 ? 0 : weight * scale));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}
