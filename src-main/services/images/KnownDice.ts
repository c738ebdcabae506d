import { join } from 'node:path';
import { countOverlap, dice } from '../../core/metrics/overlap.ts';
import { planeOffset } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { StoredPrediction } from '../../store/PredictionRows.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { readTile } from '../pixels/readTile.ts';

/** Rows compared at once, a multiple of a tile's, so that a large image takes no more memory than a small one. */
const bandRows = 1024;

interface Wanted {
  readonly image: ImageRecord;
  readonly prediction: StoredPrediction;
}

interface Figure {
  /** Of the labels it was measured on. */
  readonly labelSequence: number;
  readonly modelId: string;
  readonly value: number | null;
}

/**
 * Dice of the foreground (classes 1 and up) of each image's prediction over its labelled pixels, 0 … 1. Every labelled
 * image's maps have to be read for it, which takes seconds in a large project: figures are measured one after the other
 * behind the window's back, and kept until labels or model change.
 */
export class KnownDice {
  readonly #store: ProjectStore;
  readonly #figures = new Map<string, Figure>();
  readonly #waiting = new Map<string, Wanted>();
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(store: ProjectStore) {
    this.#store = store;
  }

  /**
   * @returns the figure; null where nothing is labelled or the maps cannot be read; undefined while it is being measured
   */
  figure(image: ImageRecord, prediction: StoredPrediction): number | null | undefined {
    if (image.labelledFraction === 0) return null;
    const known = this.#figures.get(image.id);
    if (known?.labelSequence === image.labelSequence && known.modelId === prediction.modelId) return known.value;
    this.#waiting.set(image.id, { image, prediction });
    return undefined;
  }

  /** Measures what was asked for. @returns when nothing waits any more, or after so long */
  async measured(withinMs: number): Promise<void> {
    if (this.#waiting.size === 0) return;
    this.#running ??= this.#measureAll().finally(() => (this.#running = null));
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([this.#running, new Promise((resolve) => (timer = setTimeout(resolve, withinMs)))]);
    clearTimeout(timer);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #measureAll(): Promise<void> {
    for (const [id, wanted] of this.#waiting) {
      if (this.#closed) return;
      const { image, prediction } = wanted;
      // What is wrong with a file of maps is told where the maps are looked at.
      const value = await this.#measure(image, prediction).catch(() => null);
      this.#figures.set(id, { labelSequence: image.labelSequence, modelId: prediction.modelId, value });
      // Newer labels may have been asked about meanwhile.
      if (this.#waiting.get(id) === wanted) this.#waiting.delete(id);
    }
  }

  async #measure(image: ImageRecord, prediction: StoredPrediction): Promise<number | null> {
    const { labels, paths, classes } = this.#store;
    const path = join(paths.modelPredictions(prediction.modelId), prediction.fileName);
    const plane = { path, offset: planeOffset('prediction', image.width, image.height), width: image.width, bytesPerPixel: 1 };
    const sum = { truth: 0, predicted: 0, both: 0 };
    for (let y = 0; y < image.height; y += bandRows) {
      const box = { x: 0, y, width: image.width, height: Math.min(bandRows, image.height - y) };
      const predicted = await readTile(plane, box);
      if (!predicted || this.#closed) return null;
      const { foreground } = countOverlap(predicted, labels.part(image.id, image, box), classes.length);
      sum.truth += foreground.truth;
      sum.predicted += foreground.predicted;
      sum.both += foreground.both;
    }
    return dice(sum.truth, sum.predicted, sum.both);
  }
}
