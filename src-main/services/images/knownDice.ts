import { join } from 'node:path';
import { countOverlap, dice } from '../../core/metrics/overlap.ts';
import { planeOffset } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { StoredPrediction } from '../../store/PredictionRows.ts';
import { readTile } from '../pixels/readTile.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

/** Rows compared at once, a multiple of a tile's, so that a large image takes no more memory than a small one. */
const bandRows = 1024;

/** Figures of images whose labels and maps have not changed since, by session. */
const known = new WeakMap<ProjectSession, Map<string, number | null>>();

/**
 * Dice of the foreground (classes 1 and up) of a prediction over an image's labelled pixels, 0 … 1.
 * @returns null where nothing is labelled, or the maps' file is gone
 */
export async function knownDice(session: ProjectSession, image: ImageRecord, prediction: StoredPrediction): Promise<number | null> {
  if (image.labelledFraction === 0) return null;
  const figures = known.get(session) ?? new Map<string, number | null>();
  known.set(session, figures);
  const key = `${prediction.modelId}/${image.id}`;
  const version = `${key}/${image.labelSequence}`;
  const kept = figures.get(version);
  if (kept !== undefined) return kept;
  for (const old of figures.keys()) if (old.startsWith(`${key}/`)) figures.delete(old);
  const figure = await measure(session, image, prediction);
  figures.set(version, figure);
  return figure;
}

async function measure({ store }: ProjectSession, image: ImageRecord, prediction: StoredPrediction): Promise<number | null> {
  const path = join(store.paths.modelPredictions(prediction.modelId), prediction.fileName);
  const plane = { path, offset: planeOffset('prediction', image.width, image.height), width: image.width, bytesPerPixel: 1 };
  const sum = { truth: 0, predicted: 0, both: 0 };
  for (let y = 0; y < image.height; y += bandRows) {
    const box = { x: 0, y, width: image.width, height: Math.min(bandRows, image.height - y) };
    const predicted = await readTile(plane, box);
    if (!predicted) return null;
    const { foreground } = countOverlap(predicted, store.labels.part(image.id, image, box), store.classes.length);
    sum.truth += foreground.truth;
    sum.predicted += foreground.predicted;
    sum.both += foreground.both;
  }
  return dice(sum.truth, sum.predicted, sum.both);
}
