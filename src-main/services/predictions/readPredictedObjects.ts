import { predictedObjects } from '../../core/vision/predictedObjects.ts';
import type { PredictedObjects } from '../../core/vision/predictedObjects.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { readDistances } from './readPrediction.ts';
import type { StoredPlaces } from './readPrediction.ts';

/**
 * The objects that a model's maps of an image hold: by its distances where it has such a head, else by those to the rim of
 * what it takes for a class.
 * @param classes of each pixel, as the maps have them or refined
 * @throws SfumatoError as `readDistances`
 */
export async function readPredictedObjects(store: ProjectStore, image: ImageRecord, { stored, classes }: { readonly stored: StoredPlaces; readonly classes: Uint8Array }): Promise<PredictedObjects> {
  const distances = await readDistances(store, image, stored);
  return predictedObjects({ width: image.width, height: image.height, classes, distances });
}
