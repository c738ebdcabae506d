import type { ImageRecord } from '../../../src-main/core/records.ts';

/** How images are kept aside to measure models on. */
export type HeldBackRule =
  /** `share` of the labelled images, above 0 and below 1. */
  { readonly name: 'share'; readonly share: number } | { readonly name: 'prefix'; readonly prefix: string } | { readonly name: 'none' };

/** How many of so many labelled images a share holds back. */
export function heldBackCount(labelledCount: number, share: number): number {
  return Math.floor(labelledCount * share + 1e-9);
}

/**
 * Which images of a new project are held back. Only labelled ones can measure, so only they are taken; spread evenly over
 * their names, so that the same folder gives the same choice and a series is not taken whole.
 * @returns their ids
 */
export function chooseHeldBack(images: readonly Pick<ImageRecord, 'id' | 'name' | 'labelledFraction'>[], rule: HeldBackRule): string[] {
  const labelled = images.filter(({ labelledFraction }) => labelledFraction > 0).sort((first, second) => (first.name < second.name ? -1 : 1));
  if (rule.name === 'none') return [];
  if (rule.name === 'share') {
    return labelled.filter((_, at) => heldBackCount(at + 1, rule.share) > heldBackCount(at, rule.share)).map(({ id }) => id);
  }
  if (rule.prefix === '') return [];
  return labelled.filter(({ name }) => name.startsWith(rule.prefix)).map(({ id }) => id);
}
