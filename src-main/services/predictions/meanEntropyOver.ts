import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { planeOffset } from '../../core/predictions/predictionFile.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

/** Rows read at once: a stroke's height, and never much memory. */
const rowsAtOnce = 256;

/**
 * The model whose maps were on screen and its mean predictive entropy (nats) over the pixels of a change.
 * @returns null when no model in use has maps of the image, or no pixel changes
 */
export async function meanEntropyOver(
  session: ProjectSession,
  image: ImageRecord,
  diff: MaskDiff,
): Promise<{ readonly modelId: string; readonly mean: number } | null> {
  const { store } = session;
  const model = store.models.inUse();
  const prediction = model && store.predictions.find(model.id, image.id);
  if (!model || !prediction || diff.runs.length === 0 || diff.width !== image.width || diff.height !== image.height) return null;
  const path = join(store.paths.modelPredictions(model.id), prediction.fileName);
  // The maps are a cache: without their file the change is recorded without its doubt.
  const file = await open(path, 'r').catch(() => null);
  if (!file) return null;
  try {
    const { minimum, maximum } = prediction.ranges.predictiveEntropy;
    const plane = planeOffset('predictiveEntropy', image.width, image.height);
    let sum = 0;
    let count = 0;
    let band = { from: 0, bytes: new Uint8Array(0) };
    for (let at = 0; at < diff.runs.length; at += 4) {
      const start = diff.runs[at]!;
      const end = start + diff.runs[at + 1]!;
      if (start < band.from || end > band.from + band.bytes.length) {
        const from = start - (start % image.width);
        const length = Math.min(rowsAtOnce * image.width, image.width * image.height - from);
        const bytes = new Uint8Array(length);
        const { bytesRead } = await file.read(bytes, 0, length, plane + from);
        if (bytesRead < end - from) return null;
        band = { from, bytes };
      }
      for (let index = start - band.from; index < end - band.from; index++) sum += band.bytes[index]!;
      count += end - start;
    }
    return { modelId: model.id, mean: minimum + ((sum / count) * (maximum - minimum)) / 255 };
  } finally {
    await file.close();
  }
}
