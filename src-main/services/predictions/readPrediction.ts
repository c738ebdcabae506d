import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { HeatMapKind } from '../../core/heatMaps.ts';
import { planeCount, planeOffset, predictionPlanes } from '../../core/predictions/predictionFile.ts';
import type { BasePlane } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { StoredPrediction } from '../../store/PredictionRows.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { systemError } from '../../files/systemError.ts';

export interface PredictionPlanes {
  readonly prediction: Uint8Array;
  readonly maps: Readonly<Record<HeatMapKind, Uint8Array>>;
}

/**
 * Reads the planes of one image's prediction file that every file has; those of classes and members are left on disk.
 * @throws SfumatoError `notFound`, or `corrupt` when it has not the size the image asks for
 */
export async function readPrediction(
  store: ProjectStore,
  image: ImageRecord,
  stored: Pick<StoredPrediction, 'modelId' | 'fileName' | 'classCount' | 'memberCount'>,
): Promise<PredictionPlanes> {
  const path = join(store.paths.modelPredictions(stored.modelId), stored.fileName);
  const planeBytes = image.width * image.height;
  const bytes = await readStart(path, planeBytes * predictionPlanes.length, planeBytes * planeCount(stored));
  const plane = (name: BasePlane): Uint8Array => {
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

/** Reads the first bytes of a file. @param wantedSize of the whole file */
async function readStart(path: string, length: number, wantedSize: number): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  try {
    const { size } = await file.stat();
    if (size !== wantedSize) throw new SfumatoError('corrupt', say('mapsWrongSize', { path, wanted: wantedSize, got: size }));
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await file.read(bytes, done, Math.min(length - done, 2 ** 30), done);
      if (bytesRead === 0) throw new SfumatoError('corrupt', say('mapsEndEarly', { path, done, length }));
      done += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}
