import type { ImageRecord } from '../../../src-main/core/records.ts';

/** How images are kept aside to measure models on. */
export type HeldBackRule = { readonly name: 'fifth' } | { readonly name: 'prefix'; readonly prefix: string } | { readonly name: 'none' };

const everyNth = 5;

/**
 * Which images of a new project are held back. Only labelled ones can measure, so only they are taken; in the order of
 * their names, so that the same folder gives the same choice.
 * @returns their ids
 */
export function chooseHeldBack(images: readonly ImageRecord[], rule: HeldBackRule): string[] {
  const labelled = images.filter(({ labelledFraction }) => labelledFraction > 0).sort((first, second) => (first.name < second.name ? -1 : 1));
  if (rule.name === 'none') return [];
  if (rule.name === 'fifth') return labelled.filter((_, at) => at % everyNth === everyNth - 1).map(({ id }) => id);
  if (rule.prefix === '') return [];
  return labelled.filter(({ name }) => name.startsWith(rule.prefix)).map(({ id }) => id);
}
