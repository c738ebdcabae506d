import { join } from 'node:path';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { planeOffset } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord, RegionRecord } from '../../core/records.ts';
import { unpackDiff } from '../../store/Journal.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { readTile } from '../pixels/readTile.ts';

interface Known {
  readonly labelSequence: number;
  readonly wrongPixels: number;
}

/** Pixels that the expert labelled otherwise than the model had proposed, region by region; each counted again only once its image's labels change. */
export class FoundErrors {
  readonly #store: ProjectStore;
  readonly #known = new Map<string, Known>();

  constructor(store: ProjectStore) {
    this.#store = store;
  }

  /**
   * @param region settled, `accepted` or `corrected`
   * @param sequence of the decision in force
   */
  async count(region: RegionRecord, image: ImageRecord, sequence: number): Promise<number> {
    const known = this.#known.get(region.id);
    if (known?.labelSequence === image.labelSequence) return known.wrongPixels;
    const proposed = (await this.#predicted(region, image)) ?? this.#proposedBy(region, image, sequence);
    const labels = this.#store.labels.part(image.id, image, region.box);
    const mask = this.#store.regions.mask(region.id);
    const wrongPixels = mask.reduce((sum, inside, at) => sum + (inside === 1 && labels[at] !== unlabelled && labels[at] !== proposed[at] ? 1 : 0), 0);
    this.#known.set(region.id, { labelSequence: image.labelSequence, wrongPixels });
    return wrongPixels;
  }

  /** What the region's model predicts in its box; null where its maps are gone. */
  async #predicted({ modelId, box }: RegionRecord, image: ImageRecord): Promise<Uint8Array | null> {
    const stored = modelId === null ? null : this.#store.predictions.find(modelId, image.id);
    if (!stored) return null;
    const path = join(this.#store.paths.modelPredictions(stored.modelId), stored.fileName);
    return readTile({ path, offset: planeOffset('prediction', image.width, image.height), width: image.width, bytesPerPixel: 1 }, box);
  }

  /**
   * What the journal remembers of the proposal: the decision's own change labels what nobody had touched as predicted. Of pixels labelled by hand
   * before it, only the class proposed for most of the region is known.
   */
  #proposedBy({ box, proposedClass }: RegionRecord, { width }: ImageRecord, sequence: number): Uint8Array {
    const proposed = new Uint8Array(box.width * box.height).fill(proposedClass);
    const { diff } = this.#store.journal.event(sequence);
    if (!diff) return proposed;
    const { runs } = unpackDiff(diff);
    for (let at = 0; at < runs.length; at += 4) {
      const [start, length, , after] = runs.subarray(at, at + 4) as unknown as [number, number, number, number];
      // Runs never leave their row, and this change never leaves its region.
      const place = (Math.floor(start / width) - box.y) * box.width + (start % width) - box.x;
      proposed.fill(after, place, place + length);
    }
    return proposed;
  }
}
