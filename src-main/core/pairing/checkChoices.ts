import { say } from '../messages/Message.ts';
import { SfumatoError } from '../SfumatoError.ts';
import type { LabelChoice } from './settlePairs.ts';

/**
 * Holds a person's choices against what there is: each of an image and a label file of the folders, and each once.
 * @throws SfumatoError `notFound`, `invalidInput`, naming the file
 */
export function checkChoices(choices: readonly LabelChoice[], images: ReadonlySet<string>, labels: ReadonlySet<string>): void {
  const seen = { images: new Set<string>(), labels: new Set<string>() };
  for (const { image, label } of choices) {
    if (!images.has(image)) throw new SfumatoError('notFound', say('choiceWithoutImage', { name: image }));
    if (seen.images.has(image)) throw new SfumatoError('invalidInput', say('chosenTwice', { name: image }));
    seen.images.add(image);
    if (label === null) continue;
    if (!labels.has(label)) throw new SfumatoError('notFound', say('choiceWithoutLabel', { name: label, image }));
    if (seen.labels.has(label)) throw new SfumatoError('invalidInput', say('chosenTwice', { name: label }));
    seen.labels.add(label);
  }
}
