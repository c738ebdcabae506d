import { labelBatches } from '../../core/labels/labelBatches.ts';
import type { TrainedImage, LabelledEngineImage } from '../../engine/engineApi.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';

/**
 * Says of each labelled pixel whether its label came after the parent learned.
 * @param known last journal event that the parent learned from @param untilSequence last one that counts
 */
export function withNewLabels(store: ProjectStore, images: readonly LabelledEngineImage[], { known, untilSequence }: { readonly known: number; readonly untilSequence: number }): TrainedImage[] {
  return images.map((image) => {
    if (store.journal.countBetween(image.imageId, known, untilSequence) === 0) return image;
    const batches = labelBatches(image, store.journal.classChanges(image.imageId, untilSequence), [known]);
    return { ...image, isNew: batches.map((batch) => (batch === 1 ? 1 : 0)) };
  });
}
