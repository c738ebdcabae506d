import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { HeatMapKind } from '../../core/heatMaps.ts';
import { planeOffset, predictionPlanes } from '../../core/predictions/predictionFile.ts';
import type { PredictionPlane } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { StoredPrediction } from '../../store/PredictionRows.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { systemError } from '../../files/systemError.ts';

export interface PredictionPlanes {
  readonly prediction: Uint8Array;
  readonly maps: Readonly<Record<HeatMapKind, Uint8Array>>;
}

/**
 * Reads all planes of one image's prediction file.
 * @throws SfumatoError `notFound`, or `corrupt` when it has not the size the image asks for
 */
export async function readPrediction(store: ProjectStore, image: ImageRecord, stored: Pick<StoredPrediction, 'modelId' | 'fileName'>): Promise<PredictionPlanes> {
  const path = join(store.paths.modelPredictions(stored.modelId), stored.fileName);
  const bytes = await readFile(path).catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  const planeBytes = image.width * image.height;
  if (bytes.byteLength !== planeBytes * predictionPlanes.length) {
    throw new SfumatoError('corrupt', `${path}: wanted ${planeBytes * predictionPlanes.length} bytes of maps, got ${bytes.byteLength}`);
  }
  const plane = (name: PredictionPlane): Uint8Array => {
    const from = planeOffset(name, image.width, image.height);
    return bytes.subarray(from, from + planeBytes);
  };
  return {
    prediction: plane('prediction'),
    maps: {
      predictiveEntropy: plane('predictiveEntropy'),
      mutualInformation: plane('mutualInformation'),
      expectedEntropy: plane('expectedEntropy'),
      learnedLoss: plane('learnedLoss'),
    },
  };
}
