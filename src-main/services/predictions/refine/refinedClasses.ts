import { join } from 'node:path';
import type { PixelBox } from '../../../core/geometry.ts';
import { say } from '../../../core/messages/Message.ts';
import { planeIndex } from '../../../core/predictions/predictionFile.ts';
import type { ImageRecord, SampleType } from '../../../core/records.ts';
import { SfumatoError } from '../../../core/SfumatoError.ts';
import type { CrfOptions } from '../../../core/vision/crf/denseCrf.ts';
import { aroundBlock, refineBlocks } from '../../../core/vision/crf/refineBlocks.ts';
import type { SampleWindow } from '../../../core/vision/SampleWindow.ts';
import { toolRanges } from '../../../core/vision/toolRanges.ts';
import type { StoredPrediction } from '../../../store/PredictionRows.ts';
import { bytesPerPixel } from '../../images/PixelCache.ts';
import { readTile } from '../../pixels/readTile.ts';
import type { ProjectSession } from '../../projects/ProjectSession.ts';
import type { ThreadedRefinement } from './ThreadedRefinement.ts';

const arrayOf: Readonly<Record<SampleType, new (bytes: ArrayBuffer) => Uint8Array | Uint16Array | Float32Array>> = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  float32: Float32Array,
};

/** How an image's prediction is refined. */
export interface Refinement {
  readonly options: CrfOptions;
  readonly thread: Pick<ThreadedRefinement, 'refine'>;
  readonly signal: AbortSignal;
}

/**
 * An image's predicted classes, refined by the dense CRF at full size: block by block as the window shows them, and so the
 * same for the same settings.
 * @returns the most probable class of each pixel
 * @throws SfumatoError `cancelled`; `notFound` when the maps hold no probabilities or end early; what the thread throws
 */
export async function refinedClasses(session: ProjectSession, image: ImageRecord, stored: StoredPrediction, { options, thread, signal }: Refinement): Promise<Uint8Array> {
  const classes = new Uint8Array(image.width * image.height);
  for (const block of refineBlocks(image, { x: 0, y: 0, width: image.width, height: image.height })) {
    if (signal.aborted) throw new SfumatoError('cancelled', say('exportCancelled'));
    const around = aroundBlock(block, image, options);
    const [window, probabilities] = await Promise.all([readWindow(session, image, around), readProbabilities(session, image, stored, around)]);
    const part = { ...block, x: block.x - around.x, y: block.y - around.y };
    const refined = await thread.refine({ window, ranges: toolRanges(image), probabilities, part, options });
    for (let y = 0; y < block.height; y++) {
      classes.set(refined.subarray(y * block.width, (y + 1) * block.width), (block.y + y) * image.width + block.x);
    }
  }
  return classes;
}

async function readWindow(session: ProjectSession, image: ImageRecord, box: PixelBox): Promise<SampleWindow> {
  const read = async () => readTile({ path: await session.samples.pathOf(image), offset: 0, width: image.width, bytesPerPixel: bytesPerPixel(image) }, box);
  let bytes = await read();
  if (!bytes) {
    // The cache was emptied under the open project: decode once more.
    session.samples.forget(image);
    bytes = await read();
  }
  if (!bytes) throw new SfumatoError('notFound', say('samplesGone', { image: image.name }));
  return { width: box.width, height: box.height, channels: image.channels, samples: new arrayOf[image.sampleType](bytes.buffer) };
}

async function readProbabilities({ store }: ProjectSession, image: ImageRecord, stored: StoredPrediction, box: PixelBox): Promise<readonly Uint8Array[]> {
  const path = join(store.paths.modelPredictions(stored.modelId), stored.fileName);
  if (stored.classCount === null) throw new SfumatoError('notFound', say('noProbabilities', { image: image.name }));
  const planes: Uint8Array[] = [];
  for (let each = 0; each < stored.classCount; each++) {
    const index = planeIndex(`probability-${each}`, stored);
    const plane = index === null ? null : await readTile({ path, offset: index * image.width * image.height, width: image.width, bytesPerPixel: 1 }, box);
    if (!plane) throw new SfumatoError('notFound', say('mapsCutOff', { path }));
    planes.push(plane);
  }
  return planes;
}
