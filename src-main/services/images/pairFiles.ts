import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { checkChoices } from '../../core/pairing/checkChoices.ts';
import type { Ambiguity } from '../../core/pairing/pairNames.ts';
import { settlePairs } from '../../core/pairing/settlePairs.ts';
import type { LabelChoice } from '../../core/pairing/settlePairs.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { FoundFile } from './findImageFiles.ts';
import type { FoundPairing } from './findPairing.ts';

export interface FilePair {
  readonly image: FoundFile;
  readonly label: FoundFile | null;
}

/**
 * Gives each image its label file, by a person's choices first and then by the names.
 * @param isWanted which of the images are to come in
 * @throws SfumatoError `invalidInput` and `notFound` for a choice of what is not in the folders or was chosen already,
 * `conflict` when two files could be meant, `notFound` when no label file fits any image
 */
export function pairFiles(
  { images, labels, pairing }: FoundPairing,
  request: { readonly labelFolder: string; readonly choices: readonly LabelChoice[]; readonly isWanted: (name: string) => boolean },
): FilePair[] {
  const { choices, labelFolder, isWanted } = request;
  const labelOf = new Map(labels.map((label) => [label.name, label]));
  checkChoices(choices, new Set(images.map(({ name }) => name)), new Set(labelOf.keys()));
  const { pairs, ambiguous } = settlePairs(pairing, [...labelOf.keys()], choices);
  const unclear = ambiguous.find(({ images: able }) => able.some(isWanted));
  if (unclear) throw new SfumatoError('conflict', tellAmbiguity(unclear));
  const wanted = images.filter(({ name }) => isWanted(name)).map((image): FilePair => ({ image, label: labelOf.get(pairs.get(image.name) ?? '') ?? null }));
  if (wanted.some(({ label }) => label) || choices.length > 0) return wanted;
  throw new SfumatoError('notFound', say('noLabelFits', { folder: labelFolder }));
}

/** Which files could be meant. */
function tellAmbiguity({ images, labels }: Ambiguity): Message {
  const [first, second] = labels;
  if (first !== undefined && second !== undefined) return say('twoLabelFiles', { name: images[0]!, first, second });
  return images.length > 1
    ? say('twoImagesOfLabel', { label: first ?? '', first: images[0]!, second: images[1]! })
    : say('labelUndecided', { name: images[0]!, label: first ?? '' });
}
