import { InputCache } from '../../input/InputCache.ts';
import { findCropPlaces } from '../augment/CropPlaces.ts';
import type { CropPlaces } from '../augment/CropPlaces.ts';
import { makeBatch } from '../batches.ts';
import type { TrainingBatch } from '../batchParts.ts';
import type { BatchSetup, BatchSource } from './BatchSource.ts';

/** Makes each batch when it is asked for, on the caller's own thread. */
export class PlainBatches implements BatchSource {
  readonly #setup: BatchSetup;
  readonly #cache: InputCache;
  readonly #places: CropPlaces | null;

  constructor(setup: BatchSetup) {
    this.#setup = setup;
    this.#cache = new InputCache(setup.normalisation, setup.budgetBytes);
    this.#places = setup.sampling ? findCropPlaces(setup.images, setup.sampling) : null;
  }

  batch(member: number, step: number): Promise<TrainingBatch> {
    const { images, normalisation, seed, batchSize, cropSide, augmentation } = this.#setup;
    const inputRows = this.#cache.rows.bind(this.#cache);
    return makeBatch({ images, normalisation, inputRows, places: this.#places }, step, { seed, member, batchSize, cropSide, augmentation });
  }

  async close(): Promise<void> {
    // Nothing runs between two calls.
  }
}
