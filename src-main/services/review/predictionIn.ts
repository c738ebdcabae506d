import { join } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { planeOffset } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord, RegionRecord } from '../../core/records.ts';
import { readTile } from '../pixels/readTile.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

/** What the region's model predicts in its box. @throws SfumatoError `conflict` when its maps are gone */
export async function predictionIn({ store }: ProjectSession, image: ImageRecord, { modelId, box }: Pick<RegionRecord, 'modelId' | 'box'>): Promise<Uint8Array> {
  const stored = modelId === null ? null : store.predictions.find(modelId, image.id);
  const path = stored && join(store.paths.modelPredictions(stored.modelId), stored.fileName);
  const offset = planeOffset('prediction', image.width, image.height);
  const prediction = path && (await readTile({ path, offset, width: image.width, bytesPerPixel: 1 }, box));
  if (!prediction) throw new SfumatoError('conflict', say('regionMapsGone', { image: image.name }));
  return prediction;
}
