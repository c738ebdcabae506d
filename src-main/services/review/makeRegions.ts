import { randomUUID } from 'node:crypto';
import { findRegions } from '../../core/review/findRegions.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { NewRegion } from '../../store/RegionRows.ts';
import type { StoredPrediction } from '../../store/PredictionRows.ts';
import { readPrediction } from '../predictions/readPrediction.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

/** The regions of one image under one model, from its maps and from what is labelled by now. */
export async function makeRegions(session: ProjectSession, image: ImageRecord, prediction: StoredPrediction): Promise<NewRegion[]> {
  const { store } = session;
  const planes = await readPrediction(store, image, prediction);
  const found = findRegions({
    ...planes,
    width: image.width,
    height: image.height,
    classCount: store.classes.length,
    ranges: prediction.ranges,
    labels: store.labels.map(image.id, image),
    optionalMaps: {},
    grey: null,
  });
  return found.map((region) => ({ ...region, id: randomUUID(), imageId: image.id, modelId: prediction.modelId, arm: 'chosen', strategy: 'standard', state: 'open' }));
}
