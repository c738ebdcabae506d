import { join } from 'node:path';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { PixelBox } from '../../core/geometry.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { tileBox } from '../../core/labels/labelTiles.ts';
import { planeOffset, predictionPlanes } from '../../core/predictions/predictionFile.ts';
import type { PredictionPlane } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { PixelAnswer } from '../../ports/PixelAnswer.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { bytesOfSample } from '../images/SamplesCache.ts';
import { readTile } from './readTile.ts';

/** A tile's address, taken apart. `version` is its last part, which changes when the pixels do. */
interface TileAddress {
  readonly layer: string;
  readonly image: ImageRecord;
  readonly column: number;
  readonly row: number;
  readonly version: string;
}

type Pixels = { readonly bytes: Uint8Array<ArrayBuffer>; readonly isCurrent: boolean };

const tilePattern = /^\/pixels\/([a-zA-Z-]+)\/([0-9a-f-]{36})\/(\d{1,6})\/(\d{1,6})\/([0-9a-zA-Z-]{1,80})$/;
const regionPattern = /^\/pixels\/region\/([0-9a-f-]{36})$/;

/** Answers the addresses of `pixelUrls.ts`; null when nothing lies there. */
export async function answerPixels(session: ProjectSession, path: string): Promise<PixelAnswer | null> {
  try {
    const pixels = await findPixels(session, path);
    if (!pixels) return null;
    return {
      status: 200,
      bytes: pixels.bytes,
      contentType: 'application/octet-stream',
      etag: pixels.isCurrent ? path : null,
    };
  } catch (thrown) {
    if (thrown instanceof SfumatoError && thrown.code === 'notFound') return null;
    throw thrown;
  }
}

async function findPixels(session: ProjectSession, path: string): Promise<Pixels | null> {
  const region = regionPattern.exec(path);
  if (region) return { bytes: Uint8Array.from(session.store.regions.mask(region[1]!)), isCurrent: true };
  const parts = tilePattern.exec(path);
  if (!parts) return null;
  const address: TileAddress = {
    layer: parts[1]!,
    image: session.store.images.get(parts[2]!),
    column: Number(parts[3]),
    row: Number(parts[4]),
    version: parts[5]!,
  };
  const box = tileBox(address.image, address.column, address.row);
  if (box.width === 0 || box.height === 0) return null;
  if (address.layer === 'image') return imageTile(session, address, box);
  if (address.layer === 'labels') return labelTile(session, address, box);
  return predictionTile(session, address, box);
}

async function imageTile(session: ProjectSession, { image, version }: TileAddress, box: PixelBox): Promise<Pixels | null> {
  if (version !== image.contentHash) return null;
  const plane = { offset: 0, width: image.width, bytesPerPixel: image.channels * bytesOfSample[image.sampleType] };
  let bytes = await readTile({ ...plane, path: await session.samples.pathOf(image) }, box);
  if (!bytes) {
    // The cache was emptied under the open project: decode once more.
    session.samples.forget(image);
    bytes = await readTile({ ...plane, path: await session.samples.pathOf(image) }, box);
  }
  return bytes && { bytes, isCurrent: true };
}

function labelTile(session: ProjectSession, { image, column, row, version }: TileAddress, box: PixelBox): Pixels | null {
  if (!/^\d+$/.test(version)) return null;
  const stored = session.store.labels.tile(image.id, column, row);
  const bytes = stored ? Uint8Array.from(stored) : new Uint8Array(box.width * box.height).fill(unlabelled);
  // Labels have moved on since the address was made: the newest are shown, but not kept under the old name.
  return { bytes, isCurrent: Number(version) === image.labelSequence };
}

async function predictionTile(session: ProjectSession, address: TileAddress, box: PixelBox): Promise<Pixels | null> {
  const { image, layer, version: modelId } = address;
  const plane = predictionPlanes.find((each) => layer === layerOfPlane(each));
  const prediction = plane && session.store.predictions.find(modelId, image.id);
  if (!plane || !prediction) return null;
  const path = join(session.store.paths.modelPredictions(modelId), prediction.fileName);
  const offset = planeOffset(plane, image.width, image.height);
  const bytes = await readTile({ path, offset, width: image.width, bytesPerPixel: 1 }, box);
  return bytes && { bytes, isCurrent: true };
}

function layerOfPlane(plane: PredictionPlane): string {
  return plane === 'prediction' ? 'prediction' : `map-${plane}`;
}
