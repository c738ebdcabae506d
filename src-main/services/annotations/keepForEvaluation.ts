import { joinsEvaluation } from '../../core/comparison/joinsEvaluation.ts';
import type { NewEvent } from '../../store/Journal.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';

/**
 * Keeps an image for measuring where its first corrections say so. Images that had labels before never are: a model may have learned
 * from them. Slices of a stack go together, for neighbours are too much alike to train on one and measure on the other.
 * @param sequence the event that has just changed the image's labels, in the same transaction
 */
export function keepForEvaluation(store: ProjectStore, event: NewEvent, sequence: number): void {
  const image = store.images.get(event.imageId);
  const isCorrection = (event.kind === 'annotate' || event.kind === 'review') && event.tool !== 'import';
  if (!isCorrection || image.role !== 'work' || image.forEvaluation || image.labelledFraction === 0) return;
  const { stack } = image;
  const ofStack = stack && store.images.stackIsForEvaluation(stack.id, image.id);
  const joins = ofStack ?? joinsEvaluation({ unitId: stack?.id ?? image.id, share: store.reviewSettings().evaluationShare, ...store.images.labelledCounts() });
  if (joins) store.images.keepForEvaluation(image.id, sequence);
}
