import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { PixelBox } from '../core/geometry.ts';
import type { HeatMapKind } from '../core/heatMaps.ts';
import type { RegionRecord, RegionState } from '../core/records.ts';
import type { EffortPredictors } from '../core/review/effortModel.ts';
import type { RegionMask } from '../core/review/growRegion.ts';
import { regionArms } from '../core/review/RegionArm.ts';
import type { RegionArm } from '../core/review/RegionArm.ts';
import type { StrategyName } from '../core/review/strategies/StrategyName.ts';
import { pack, unpack } from './packing.ts';
import { StandingRows } from './StandingRows.ts';
import type { PlacedRow } from './StandingRows.ts';

export type NewRegion = RegionRecord & {
  /** A byte a pixel of the box, 1 inside. */
  readonly mask: Uint8Array;
  /** What it is like: numbers that compare regions of one model with each other. */
  readonly features: readonly number[];
  /** Mean over its pixels of the map that it was found by, in that map's unit. */
  readonly worth: number;
};

/** Where a region stands: what the queue is put together from without reading all of each. */
export interface StandingRegion extends Pick<RegionRecord, 'id' | 'imageId' | 'box' | 'proposedClass' | 'reason' | 'arm' | 'strategy' | 'state'> {
  /** Whether every pixel of its image is labelled. */
  readonly isImageLabelled: boolean;
}

/** What of a region an order goes by. */
export type RankedRegion = Pick<RegionRecord, 'id' | 'imageId' | 'pixelCount' | 'score' | 'boundaryPixels' | 'proposedClass'> & Pick<NewRegion, 'worth' | 'features'>;

/** A region with its pixels. */
export interface MaskedRegion {
  readonly id: string;
  readonly arm: RegionArm;
  readonly state: RegionState;
  readonly mask: RegionMask;
}

/** The regions put before the expert, of every model. */
export class RegionRows {
  readonly #database: DatabaseSync;
  /** Of the model asked for last. */
  #standing: StandingRows | null = null;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Regions of a model on images that are worked on, worst first. */
  ofModel(modelId: string): RegionRecord[] {
    return this.#database
      .prepare(
        `SELECT regions.* FROM regions JOIN images ON images.id = regions.image_id
         WHERE regions.model_id = ? AND images.role = 'work' ORDER BY regions.score DESC, regions.id`,
      )
      .all(modelId)
      .map(region);
  }

  /** Regions of every model that the expert has confirmed or put right, also on images that were set aside since. */
  confirmed(): RegionRecord[] {
    return this.#database.prepare("SELECT * FROM regions WHERE state IN ('accepted', 'corrected') ORDER BY id").all().map(region);
  }

  /** The same, only what the queue is put together from: tens of thousands are asked for at every turn. */
  standing(modelId: string | null): StandingRegion[] {
    const images = this.#database.prepare("SELECT id, labelled_pixels = width * height FROM images WHERE role = 'work'");
    images.setReturnArrays(true);
    const isLabelled = new Map((images.all() as unknown as [string, number][]).map(([id, labelled]) => [id, labelled === 1]));
    if (this.#standing?.modelId !== modelId) this.#standing = new StandingRows(modelId, this.#readStanding(modelId));
    const found: StandingRegion[] = [];
    for (const region of this.#standing.regions) {
      const isImageLabelled = isLabelled.get(region.imageId);
      if (isImageLabelled !== undefined) found.push({ ...region, isImageLabelled });
    }
    return found;
  }

  /** Reads rows anew: those in memory may have been changed in a transaction that was taken back. */
  forgetStanding(): void {
    this.#standing = null;
  }

  /** What an order goes by, of the regions named by their ids that have it: those of earlier versions have no features. In no order. */
  ranked(ids: readonly string[]): RankedRegion[] {
    return this.#database
      .prepare(
        `SELECT id, image_id, pixel_count, score, means, proposed_class, boundary_pixels, features
         FROM regions WHERE id IN (SELECT value FROM json_each(?)) AND features IS NOT NULL`,
      )
      .all(JSON.stringify(ids))
      .map(ranked);
  }

  /** Features of the regions settled last under other models. */
  settledFeatures(exceptModelId: string, most: number): (readonly number[])[] {
    return this.#database
      .prepare("SELECT features FROM regions WHERE model_id <> ? AND state IN ('accepted', 'corrected') AND features IS NOT NULL ORDER BY rowid DESC LIMIT ?")
      .all(exceptModelId, most)
      .map(({ features }) => JSON.parse(features as string) as number[]);
  }

  /** What is known of each region that was worked through, of any model, by its id. */
  worked(): Map<string, EffortPredictors> {
    const rows = this.#database.prepare("SELECT id, pixel_count, score, boundary_pixels FROM regions WHERE state IN ('accepted', 'corrected')").all();
    return new Map(rows.map((row) => [row.id as string, { pixelCount: row.pixel_count as number, score: row.score as number, boundaryPixels: Number(row.boundary_pixels ?? 0) }]));
  }

  /** How many regions of each arm are settled, of any model. */
  settledCounts(): Record<RegionArm, number> {
    const counts: Record<RegionArm, number> = { chosen: 0, random: 0, audit: 0, disagreement: 0, contradiction: 0 };
    for (const row of this.#database.prepare("SELECT arm, count(*) AS regions FROM regions WHERE state IN ('accepted', 'corrected', 'deferred', 'flagged') GROUP BY arm").all()) {
      counts[row.arm as RegionArm] = Number(row.regions);
    }
    return counts;
  }

  /** Regions in the order of the ids given; those that are gone are left out. */
  records(ids: readonly string[]): RegionRecord[] {
    const statement = this.#database.prepare(
      `SELECT id, image_id, model_id, x, y, width, height, pixel_count, score, means, proposed_class, reason, arm, strategy, boundary_pixels, state
       FROM regions WHERE id = ?`,
    );
    return ids.flatMap((id) => {
      const row = statement.get(id);
      return row ? [region(row)] : [];
    });
  }

  /**
   * Regions of an image that the journal speaks of.
   * @param modelId default: of any model; null: of none
   */
  spokenOf(imageId: string, modelId?: string | null): MaskedRegion[] {
    return this.#database
      .prepare(
        `SELECT id, x, y, width, height, arm, state, mask FROM regions WHERE image_id = ? AND (? OR model_id IS ?)
           AND EXISTS (SELECT 1 FROM journal WHERE journal.region_id = regions.id) ORDER BY rowid`,
      )
      .all(imageId, modelId === undefined ? 1 : 0, modelId ?? null)
      .map(withMask);
  }

  /** Those of an image among regions named by their ids. */
  masksOf(imageId: string, ids: readonly string[]): MaskedRegion[] {
    return this.#database
      .prepare('SELECT id, x, y, width, height, arm, state, mask FROM regions WHERE image_id = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY rowid')
      .all(imageId, JSON.stringify(ids))
      .map(withMask);
  }

  /** Open regions about labels that the journal does not speak of yet. */
  openDisputes(modelId: string | null, imageId: string): MaskedRegion[] {
    return this.#database
      .prepare(
        `SELECT id, x, y, width, height, arm, state, mask FROM regions WHERE model_id IS ? AND image_id = ? AND state = 'open' AND arm IN ('disagreement', 'contradiction')
           AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.region_id = regions.id) ORDER BY rowid`,
      )
      .all(modelId, imageId)
      .map(withMask);
  }

  /** @throws SfumatoError `notFound` */
  withMask(id: string): MaskedRegion {
    return withMask(this.#row(id));
  }

  /** @throws SfumatoError `notFound` */
  get(id: string): RegionRecord {
    return region(this.#row(id));
  }

  /** @throws SfumatoError `notFound` */
  mask(id: string): Uint8Array {
    const row = this.#row(id);
    return unpack(row.mask as Uint8Array, (row.width as number) * (row.height as number));
  }

  /**
   * Puts the regions of one model and image in place of those there were, but for the ones the journal speaks of.
   * @param kept ids of others that stay as well: somebody looks at them
   * @param arms whose regions are replaced; default: all
   */
  replace(modelId: string | null, imageId: string, regions: readonly NewRegion[], { kept = [], arms = regionArms }: { readonly kept?: readonly string[]; readonly arms?: readonly RegionArm[] } = {}): void {
    if (this.#standing?.modelId === modelId) this.#standing = null;
    this.#database
      .prepare(
        `DELETE FROM regions WHERE model_id IS ? AND image_id = ? AND id NOT IN (SELECT value FROM json_each(?)) AND arm IN (SELECT value FROM json_each(?))
           AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.region_id = regions.id)`,
      )
      .run(modelId, imageId, JSON.stringify(kept), JSON.stringify(arms));
    const insert = this.#database.prepare(
      `INSERT INTO regions (id, image_id, model_id, x, y, width, height, pixel_count, score, means, proposed_class, reason, arm, strategy, boundary_pixels, features, state, mask)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const { box, ...each } of regions.filter(({ id }) => !kept.includes(id))) {
      insert.run(
        each.id,
        imageId,
        modelId,
        box.x,
        box.y,
        box.width,
        box.height,
        each.pixelCount,
        each.score,
        // Figures of a region lie together: one more needs no column of its own.
        JSON.stringify({ ...each.means, worth: each.worth }),
        each.proposedClass,
        each.reason,
        each.arm,
        each.strategy,
        each.boundaryPixels,
        JSON.stringify(each.features),
        each.state,
        pack(each.mask),
      );
    }
  }

  setState(id: string, state: RegionState): void {
    this.#database.prepare('UPDATE regions SET state = ? WHERE id = ?').run(state, id);
    this.#standing?.setState(id, state);
  }

  #readStanding(modelId: string | null): PlacedRow[] {
    // Rows as arrays: half the time of objects.
    const regions = this.#database.prepare(
      'SELECT id, image_id, x, y, width, height, proposed_class, reason, arm, strategy, state FROM regions WHERE model_id IS ? ORDER BY score DESC, id',
    );
    regions.setReturnArrays(true);
    return (regions.all(modelId) as unknown as StandingRow[]).map(
      ([id, imageId, x, y, width, height, proposedClass, reason, arm, strategy, state]) => ({ id, imageId, box: { x, y, width, height }, proposedClass, reason, arm, strategy, state }),
    );
  }

  #row(id: string): Row {
    const row = this.#database.prepare('SELECT * FROM regions WHERE id = ?').get(id);
    if (!row) throw new SfumatoError('notFound', say('noRegion', { id }));
    return row;
  }
}

type Row = Record<string, SQLOutputValue>;

/** Columns of `standing` in their order; STRICT columns and CHECKs hold these types. */
type StandingRow = [string, string, number, number, number, number, number, HeatMapKind, RegionArm, StrategyName | null, RegionState];

/** STRICT columns and CHECKs hold these types; the JSON column is written only above. */
function region(row: Row): RegionRecord {
  const { worth: _worth, ...means } = figuresOf(row);
  return {
    ...place(row),
    modelId: row.model_id as string | null,
    pixelCount: row.pixel_count as number,
    score: row.score as number,
    means,
    boundaryPixels: Number(row.boundary_pixels ?? 0),
  };
}

/** `worth` is not there in rows made before it was kept. */
function figuresOf(row: Row): RegionRecord['means'] & { readonly worth?: number } {
  return JSON.parse(row.means as string) as RegionRecord['means'] & { readonly worth?: number };
}

function boxOf(row: Row): PixelBox {
  return { x: row.x as number, y: row.y as number, width: row.width as number, height: row.height as number };
}

function place(row: Row): PlacedRow {
  return {
    id: row.id as string,
    imageId: row.image_id as string,
    box: boxOf(row),
    proposedClass: row.proposed_class as number,
    reason: row.reason as HeatMapKind,
    arm: row.arm as RegionArm,
    strategy: row.strategy as StrategyName | null,
    state: row.state as RegionState,
  };
}

function ranked(row: Row): RankedRegion {
  const [pixelCount, score] = [row.pixel_count as number, row.score as number];
  return {
    id: row.id as string,
    imageId: row.image_id as string,
    pixelCount,
    score,
    worth: figuresOf(row).worth ?? score / pixelCount,
    proposedClass: row.proposed_class as number,
    boundaryPixels: Number(row.boundary_pixels ?? 0),
    features: JSON.parse(row.features as string) as number[],
  };
}

function withMask(row: Row): MaskedRegion {
  const box = boxOf(row);
  return { id: row.id as string, arm: row.arm as RegionArm, state: row.state as RegionState, mask: { box, mask: unpack(row.mask as Uint8Array, box.width * box.height) } };
}
