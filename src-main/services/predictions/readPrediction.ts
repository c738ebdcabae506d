import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { HeatMapKind } from '../../core/heatMaps.ts';
import { planeCount, planeIndex, planeOffset, predictionPlanes } from '../../core/predictions/predictionFile.ts';
import type { BasePlane, PredictionPlane } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { StoredPrediction } from '../../store/PredictionRows.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { systemError } from '../../files/systemError.ts';

export interface PredictionPlanes {
  readonly prediction: Uint8Array;
  readonly maps: Readonly<Record<HeatMapKind, Uint8Array>>;
}

/** Where a prediction's planes lie. */
export type StoredPlaces = Pick<StoredPrediction, 'modelId' | 'fileName' | 'classCount' | 'memberCount' | 'ranges'>;

/**
 * Reads the planes of one image's prediction file that every file has; those of classes and members are left on disk.
 * @throws SfumatoError `notFound`, or `corrupt` when it has not the size the image asks for
 */
export async function readPrediction(
  store: ProjectStore,
  image: ImageRecord,
  stored: StoredPlaces,
): Promise<PredictionPlanes> {
  const path = join(store.paths.modelPredictions(stored.modelId), stored.fileName);
  const planeBytes = image.width * image.height;
  const bytes = await readBytes(path, { from: 0, length: planeBytes * predictionPlanes.length, wantedSizes: sizesOf(planeBytes, stored) });
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

/**
 * Reads how far inside its object each pixel lies, 0 … 255 for 0 … 1.
 * @returns null where the model has no distance head, and for maps made before its kind was kept
 * @throws SfumatoError as `readPrediction`
 */
export async function readDistances(store: ProjectStore, { width, height }: Pick<ImageRecord, 'width' | 'height'>, stored: StoredPlaces): Promise<Uint8Array | null> {
  const path = join(store.paths.modelPredictions(stored.modelId), stored.fileName);
  const planeBytes = width * height;
  const wantedSizes = sizesOf(planeBytes, stored);
  if (!(await holdsDistances(path, { width, height }, stored))) return null;
  return readBytes(path, { from: wantedSizes[0], length: planeBytes, wantedSizes });
}

/**
 * Reads one plane of a prediction file.
 * @returns null where the file has no such plane
 * @throws SfumatoError as `readPrediction`
 */
export async function readPlane(store: ProjectStore, { width, height }: Pick<ImageRecord, 'width' | 'height'>, stored: StoredPlaces, plane: Exclude<PredictionPlane, 'objectDistance'>): Promise<Uint8Array | null> {
  const index = planeIndex(plane, stored);
  if (index === null) return null;
  const planeBytes = width * height;
  return readBytes(join(store.paths.modelPredictions(stored.modelId), stored.fileName), { from: index * planeBytes, length: planeBytes, wantedSizes: sizesOf(planeBytes, stored) });
}

/** Whether a file ends with a plane of distances: its length says so. @throws SfumatoError `notFound` … */
export async function holdsDistances(path: string, { width, height }: Pick<ImageRecord, 'width' | 'height'>, counts: Pick<StoredPlaces, 'classCount' | 'memberCount' | 'ranges'>): Promise<boolean> {
  const { size } = await stat(path).catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  return size === sizesOf(width * height, counts)[1];
}

/** Bytes of a whole file: without a plane of distances, and with one. */
function sizesOf(planeBytes: number, counts: Pick<StoredPlaces, 'classCount' | 'memberCount' | 'ranges'>): readonly [number, number] {
  return [planeBytes * planeCount(counts), planeBytes * planeCount({ ...counts, hasDistances: true })];
}

interface WantedBytes {
  readonly from: number;
  readonly length: number;
  /** Of the whole file. */
  readonly wantedSizes: readonly [number, number];
}

async function readBytes(path: string, { from, length, wantedSizes }: WantedBytes): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  try {
    const { size } = await file.stat();
    if (!wantedSizes.includes(size)) throw new SfumatoError('corrupt', say('mapsWrongSize', { path, wanted: wantedSizes[0], got: size }));
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await file.read(bytes, done, Math.min(length - done, 2 ** 30), from + done);
      if (bytesRead === 0) throw new SfumatoError('corrupt', say('mapsEndEarly', { path, done, length }));
      done += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}
