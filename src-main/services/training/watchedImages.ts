import { labelUse } from '../../core/comparison/labelUse.ts';
import type { ImageRecord, ImageRole } from '../../core/records.ts';
import { chooseWatchedBox } from '../../core/training/chooseWatchedBox.ts';
import type { LabelledEngineImage, WatchedImage } from '../../engine/engineApi.ts';

/** Images predicted now and then while training: enough to see, few enough to be quick. */
const mostWatched = 4;
const leastWatched = 2;
/** Side of what is predicted, pixels. */
const watchedSide = 256;

/**
 * Chooses what is watched while training: parts of held-back images, which also measure; where those are few, parts of the
 * images it learns from, which only show.
 */
export function watchedImages(heldBack: readonly LabelledEngineImage[], work: readonly LabelledEngineImage[]): WatchedImage[] {
  const measured = heldBack.slice(0, mostWatched).map((image) => watched(image, 'heldBack'));
  const shown = work.slice(0, Math.max(0, leastWatched - measured.length)).map((image) => watched(image, 'work'));
  return [...measured, ...shown];
}

function watched(image: LabelledEngineImage, role: ImageRole): WatchedImage {
  const { labels, ...rest } = image;
  const box = chooseWatchedBox(labels, image.width, image.height, watchedSide);
  const part = new Uint8Array(box.width * box.height);
  for (let row = 0; row < box.height; row++) {
    const from = (box.y + row) * image.width + box.x;
    part.set(labels.subarray(from, from + box.width), row * box.width);
  }
  return { ...rest, role, box, labels: part };
}

/** What a run would learn from now. */
export function countLabels(images: readonly ImageRecord[]): { images: number; labelledPixels: number } {
  const labelled = images.filter((image) => labelUse(image) === 'training' && image.labelledFraction > 0);
  const pixels = labelled.reduce((sum, { labelledFraction, width, height }) => sum + Math.round(labelledFraction * width * height), 0);
  return { images: labelled.length, labelledPixels: pixels };
}
