import type { SettledRegion } from '../../core/insights/SettledRegion.ts';
import type { RegionRecord } from '../../core/records.ts';
import { regionSeconds } from '../../core/review/regionSeconds.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import type { FoundErrors } from './FoundErrors.ts';

export type FoundRegions = readonly (SettledRegion & Pick<RegionRecord, 'boundaryPixels'>)[];

/**
 * Settled regions of every model, with what was found in them and how long it took. Read once for all who ask (the learned loss's check, the
 * arms, the stopping rule), until something else was done.
 */
export class SettledRegions {
  readonly #store: ProjectStore;
  readonly #errors: FoundErrors;
  #known: { readonly sequence: number; readonly found: Promise<FoundRegions> } | null = null;

  constructor(store: ProjectStore, errors: FoundErrors) {
    this.#store = store;
    this.#errors = errors;
  }

  /** In the order in which they were settled. */
  read(): Promise<FoundRegions> {
    // All of it follows from the journal: states, labels and times.
    const sequence = this.#store.journal.lastSequence();
    if (this.#known?.sequence === sequence) return this.#known.found;
    const known = { sequence, found: this.#find() };
    this.#known = known;
    // What could not be read may be the next time.
    known.found.catch(() => {
      if (this.#known === known) this.#known = null;
    });
    return known.found;
  }

  async #find(): Promise<FoundRegions> {
    const store = this.#store;
    const events = store.journal.whole();
    const seconds = regionSeconds(events);
    const decided = new Map(events.flatMap(({ kind, regionId, inForce, sequence }) => (kind === 'review' && regionId !== null && inForce ? [[regionId, sequence] as const] : [])));
    const images = new Map(store.images.list().map((image) => [image.id, image]));
    const settled = [];
    for (const region of store.regions.confirmed()) {
      const image = images.get(region.imageId);
      const sequence = decided.get(region.id);
      // A contradiction that no model has found says nothing of any.
      if (!image || sequence === undefined || region.modelId === null) continue;
      settled.push({
        id: region.id,
        imageId: region.imageId,
        modelId: region.modelId,
        arm: region.arm,
        pixelCount: region.pixelCount,
        expectedWrong: region.score,
        learnedLoss: region.means.learnedLoss,
        boundaryPixels: region.boundaryPixels,
        wrongPixels: await this.#errors.count(region, image, sequence),
        seconds: seconds.get(region.id) ?? null,
        sequence,
      });
    }
    return settled.sort((a, b) => a.sequence - b.sequence);
  }
}
