import { labelledCount } from '../../core/labels/labelTiles.ts';
import { labelUse } from '../../core/comparison/labelUse.ts';
import type { LabelUse } from '../../core/comparison/labelUse.ts';
import { withoutContradicted } from '../../core/review/disputes/contradictions.ts';
import type { LabelledEngineImage } from '../../engine/engineApi.ts';
import { foldLabels, foldObjects } from '../annotations/verifyJournal.ts';
import { engineImage } from '../predictions/predictImages.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { imageWords } from '../review/imageWords.ts';

/**
 * Images whose labels are of one use, with their labels and, where asked for and given, their object numbers.
 * @param untilSequence default: as they are now
 */
export async function labelledImages(session: ProjectSession, use: LabelUse, { untilSequence, withObjects = false }: { readonly untilSequence?: number; readonly withObjects?: boolean } = {}): Promise<LabelledEngineImage[]> {
  const { store } = session;
  const asTheyAre = untilSequence === undefined || untilSequence === store.journal.lastSequence();
  const labelled: LabelledEngineImage[] = [];
  for (const image of store.images.list()) {
    if (labelUse(image) !== use) continue;
    const folded = asTheyAre ? store.labels.map(image.id, image) : foldLabels(store, image, untilSequence);
    // What two people have labelled differently teaches nothing, and measures nothing, until somebody has settled it.
    const labels = store.journal.peopleOf(image.id) > 1 ? withoutContradicted(folded, imageWords(store, image, untilSequence)) : folded;
    if (labelledCount(labels) === 0) continue;
    const numbers = withObjects ? (asTheyAre ? store.objects.map(image.id, image) : foldObjects(store, image, untilSequence)) : null;
    const objects = numbers?.some((number) => number !== 0) ? numbers : null;
    labelled.push({ ...(await engineImage(session, image)), labels, ...(objects && { objects }) });
  }
  return labelled;
}

/**
 * What a model is measured on: the images held back, which as a rule are labelled all over; where there are none, those kept when they
 * were first corrected, which are labelled where networks doubt, so that figures are lower than on whole images.
 */
export async function imagesToMeasure(session: ProjectSession, withObjects: boolean): Promise<LabelledEngineImage[]> {
  const heldBack = await labelledImages(session, 'heldBack', { withObjects });
  return heldBack.length > 0 ? heldBack : labelledImages(session, 'evaluation', { withObjects });
}

/** Whether there is anything to measure a model on. */
export function canMeasure({ store }: ProjectSession): boolean {
  return store.images.list().some((image) => labelUse(image) !== 'training' && image.labelledFraction > 0);
}
