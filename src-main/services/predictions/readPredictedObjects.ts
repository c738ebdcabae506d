import { predictedObjects } from '../../core/vision/predictedObjects.ts';
import type { PredictedObjects } from '../../core/vision/predictedObjects.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { readDistances, readPrediction } from './readPrediction.ts';
import type { StoredPlaces } from './readPrediction.ts';

/**
 * The objects that a model's maps of an image hold: by its distances where it has such a head, else by those to the rim of
 * what it takes for a class.
 * @throws SfumatoError as `readPrediction`
 */
export async function readPredictedObjects(store: ProjectStore, image: ImageRecord, stored: StoredPlaces): Promise<PredictedObjects> {
  const { prediction } = await readPrediction(store, image, stored);
  const distances = await readDistances(store, image, stored);
  return predictedObjects({ width: image.width, height: image.height, classes: prediction, distances });
}
