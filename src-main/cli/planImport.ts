import type * as z from 'zod';
import type { inspectionSchema } from '../contract/images.ts';
import { checkChoices } from '../core/pairing/checkChoices.ts';
import type { Ambiguity } from '../core/pairing/pairNames.ts';
import { settlePairs } from '../core/pairing/settlePairs.ts';
import type { LabelChoice } from '../core/pairing/settlePairs.ts';

type Inspection = z.infer<typeof inspectionSchema>;

/** What an import would do. */
export interface ImportPlan {
  readonly imageFolder: string;
  readonly labelFolder: string | null;
  /** Other folders whose label files fit. */
  readonly otherLabelFolders: readonly string[];
  readonly pairs: readonly LabelChoice[];
  /** An import wants a choice of these. */
  readonly ambiguous: readonly Ambiguity[];
  readonly unusedLabels: readonly string[];
}

/**
 * Puts the caller's choices over what the names say, as the import does.
 * @throws SfumatoError `notFound`, `invalidInput` for a choice that the import would refuse
 */
export function planImport(found: Inspection, options: { readonly labelChoices: readonly LabelChoice[]; readonly prefix: string }): ImportPlan {
  const named = new Map(found.pairs.flatMap(({ image, label }) => (label === null ? [] : [[image, label] as const])));
  const names = found.labels.map(({ name }) => name);
  checkChoices(options.labelChoices, new Set(found.pairs.map(({ image }) => image)), new Set(names));
  const { pairs, ambiguous, unused } = settlePairs({ pairs: named, ambiguous: found.ambiguous }, names, options.labelChoices);
  const isWanted = (image: string): boolean => image.startsWith(options.prefix);
  return {
    imageFolder: found.imageFolder,
    labelFolder: found.labelFolder,
    otherLabelFolders: found.labelFolders.filter((folder) => folder !== found.labelFolder),
    pairs: found.pairs.filter(({ image }) => isWanted(image)).map(({ image }) => ({ image, label: pairs.get(image) ?? null })),
    ambiguous: ambiguous.filter(({ images }) => images.some(isWanted)),
    unusedLabels: unused,
  };
}

/** The pairs, one a line with a tab between, then what goes with nothing. */
export function tellPlan(plan: ImportPlan): string {
  const labelled = plan.pairs.filter(({ label }) => label !== null).length;
  return [
    `Images: ${plan.imageFolder}`,
    `Labels: ${plan.labelFolder === plan.imageFolder ? 'beside the images' : (plan.labelFolder ?? 'none')}`,
    ...(plan.otherLabelFolders.length > 0 ? [`Other labels that fit: ${plan.otherLabelFolders.join(', ')}`] : []),
    ...plan.pairs.map(({ image, label }) => `${image}\t${label ?? '-'}`),
    ...plan.ambiguous.map(({ images, labels }) => `To be chosen with --pairs: ${images.join(' or ')} with ${labels.join(' or ')}`),
    ...(plan.unusedLabels.length > 0 ? [`Label files of no image: ${plan.unusedLabels.join(', ')}`] : []),
    `${labelled} of ${plan.pairs.length} images with labels; nothing was imported.`,
  ].join('\n');
}
