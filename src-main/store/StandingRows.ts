import type { RegionState } from '../core/records.ts';
import type { StandingRegion } from './RegionRows.ts';

/** What is known of a standing region without its image. */
export type PlacedRow = Omit<StandingRegion, 'isImageLabelled'>;

/** The standing regions of one model as they are on disk: reading them takes as long as all else that a turn of the queue does. */
export class StandingRows {
  readonly modelId: string | null;
  /** Highest score first. */
  readonly regions: PlacedRow[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(modelId: string | null, regions: PlacedRow[]) {
    this.modelId = modelId;
    this.regions = regions;
    this.#places = new Map(regions.map(({ id }, at) => [id, at]));
  }

  /** Regions of other models are passed over. */
  setState(id: string, state: RegionState): void {
    const at = this.#places.get(id);
    if (at !== undefined) this.regions[at] = { ...this.regions[at]!, state };
  }
}
