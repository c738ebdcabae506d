import { join } from 'node:path';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { planeOffset } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { StoredPrediction } from '../../store/PredictionRows.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { readTile } from '../pixels/readTile.ts';

/** Rows counted at once, a multiple of a tile's, so that a large image takes no more memory than a small one. */
const bandRows = 1024;

export interface PixelCounts {
  /** Of classes 1 and up: by the label, by the model where there is none. */
  readonly foreground: number;
  readonly unlabelled: number;
}

interface Known extends PixelCounts {
  readonly labelSequence: number;
  readonly modelId: string;
}

/** How an image stands, labels and predictions together; each counted again only once its labels or the model change. */
export class LabelState {
  readonly #store: ProjectStore;
  readonly #known = new Map<string, Known>();

  constructor(store: ProjectStore) {
    this.#store = store;
  }

  /** @returns null where the maps cannot be read */
  async count(image: ImageRecord, prediction: StoredPrediction): Promise<PixelCounts | null> {
    const known = this.#known.get(image.id);
    if (known?.labelSequence === image.labelSequence && known.modelId === prediction.modelId) return known;
    const path = join(this.#store.paths.modelPredictions(prediction.modelId), prediction.fileName);
    const plane = { path, offset: planeOffset('prediction', image.width, image.height), width: image.width, bytesPerPixel: 1 };
    let [foreground, open] = [0, 0];
    for (let y = 0; y < image.height; y += bandRows) {
      const box = { x: 0, y, width: image.width, height: Math.min(bandRows, image.height - y) };
      const predicted = await readTile(plane, box);
      if (!predicted) return null;
      const labels = this.#store.labels.part(image.id, image, box);
      for (let at = 0; at < labels.length; at++) {
        const isOpen = labels[at] === unlabelled;
        if (isOpen) open++;
        if ((isOpen ? predicted[at] : labels[at]) !== 0) foreground++;
      }
    }
    const counts = { foreground, unlabelled: open, labelSequence: image.labelSequence, modelId: prediction.modelId };
    this.#known.set(image.id, counts);
    return counts;
  }
}
