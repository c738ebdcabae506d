import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { FoundFile } from './findImageFiles.ts';

export interface FilePair {
  readonly image: FoundFile;
  readonly label: FoundFile | null;
}

/**
 * Gives each image the label file of the same name: the same ending first, else the same stem.
 * @throws SfumatoError `conflict` when two files could be meant, `notFound` when no label file fits any image
 */
export function pairLabels(images: readonly FoundFile[], labels: readonly FoundFile[], labelFolder: string): FilePair[] {
  const byName = new Map(labels.map((label) => [label.name, label]));
  const byStem = Map.groupBy(labels, ({ stem }) => stem);
  const pairs = images.map((image): FilePair => {
    const sameName = byName.get(image.name);
    if (sameName) return { image, label: sameName };
    const [first, second] = byStem.get(image.stem) ?? [];
    if (first && second) {
      throw new SfumatoError('conflict', say('twoLabelFiles', { name: image.name, first: first.name, second: second.name }));
    }
    return { image, label: first ?? null };
  });
  if (pairs.some(({ label }) => label)) return pairs;
  throw new SfumatoError('notFound', say('noLabelFits', { folder: labelFolder }));
}
