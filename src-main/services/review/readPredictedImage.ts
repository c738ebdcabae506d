import { readFile } from 'node:fs/promises';
import { optionalMapsOf } from '../../core/predictions/predictionFile.ts';
import type { OptionalMapKind } from '../../core/heatMaps.ts';
import type { ImageRecord } from '../../core/records.ts';
import { greyPlane } from '../../core/review/greyPlane.ts';
import type { PredictedImage } from '../../core/review/PredictedImage.ts';
import type { StoredPrediction } from '../../store/PredictionRows.ts';
import { readPlane, readPrediction } from '../predictions/readPrediction.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

/**
 * All that regions are found and described by: an image's maps, those that not every model makes too, its samples and its labels.
 * @throws SfumatoError as `readPrediction`
 */
export async function readPredictedImage(session: ProjectSession, image: ImageRecord, prediction: StoredPrediction): Promise<PredictedImage> {
  const { store } = session;
  const planes = await readPrediction(store, image, prediction);
  const optionalMaps: { [Kind in OptionalMapKind]?: Uint8Array } = {};
  for (const kind of optionalMapsOf(prediction.ranges)) {
    const map = await readPlane(store, image, prediction, kind);
    if (map) optionalMaps[kind] = map;
  }
  return {
    ...planes,
    optionalMaps,
    width: image.width,
    height: image.height,
    classCount: store.classes.length,
    ranges: prediction.ranges,
    labels: store.labels.map(image.id, image),
    grey: await readGrey(session, image),
  };
}

/** @returns null where the image cannot be decoded any more: its regions are then described by its maps alone */
async function readGrey(session: ProjectSession, image: ImageRecord): Promise<Uint8Array | null> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(await session.samples.pathOf(image));
    const { sampleType, channels, displayRange } = image;
    if (sampleType === 'uint8') return greyPlane(new Uint8Array(buffer, byteOffset, byteLength), channels, displayRange);
    // A view of two or four bytes a sample has to begin at a multiple of these.
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
    return greyPlane(sampleType === 'uint16' ? new Uint16Array(bytes) : new Float32Array(bytes), channels, displayRange);
  } catch {
    return null;
  }
}
