import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { HeatMapKind } from '../core/heatMaps.ts';
import type { RegionRecord, RegionState } from '../core/records.ts';
import type { RegionArm } from '../core/review/RegionArm.ts';
import type { StrategyName } from '../core/review/strategies/StrategyName.ts';
import { pack, unpack } from './packing.ts';

export type NewRegion = RegionRecord & {
  /** A byte a pixel of the box, 1 inside. */
  readonly mask: Uint8Array;
  /** What it is like: numbers that compare regions of one model with each other. */
  readonly features: readonly number[];
};

/** The regions put before the expert, of every model. */
export class RegionRows {
  readonly #database: DatabaseSync;

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

  /** Features of a model's regions by their ids; regions made before there were any are left out. */
  features(modelId: string): Map<string, readonly number[]> {
    const rows = this.#database.prepare('SELECT id, features FROM regions WHERE model_id = ? AND features IS NOT NULL').all(modelId);
    return new Map(rows.map((row) => [String(row.id), JSON.parse(String(row.features)) as number[]]));
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

  /** Puts the regions of one model and image in place of those there were, but for the ones the journal speaks of. */
  replace(modelId: string, imageId: string, regions: readonly NewRegion[]): void {
    this.#database
      .prepare(
        `DELETE FROM regions WHERE model_id = ? AND image_id = ?
           AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.region_id = regions.id)`,
      )
      .run(modelId, imageId);
    const insert = this.#database.prepare(
      `INSERT INTO regions (id, image_id, model_id, x, y, width, height, pixel_count, score, means, proposed_class, reason, arm, strategy, boundary_pixels, features, state, mask)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const { box, ...each } of regions) {
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
        JSON.stringify(each.means),
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
  }

  #row(id: string): Record<string, SQLOutputValue> {
    const row = this.#database.prepare('SELECT * FROM regions WHERE id = ?').get(id);
    if (!row) throw new SfumatoError('notFound', say('noRegion', { id }));
    return row;
  }
}

/** STRICT columns and CHECKs hold these types; the JSON column is written only above. */
function region(row: Record<string, SQLOutputValue>): RegionRecord {
  return {
    id: row.id as string,
    imageId: row.image_id as string,
    modelId: row.model_id as string,
    box: { x: row.x as number, y: row.y as number, width: row.width as number, height: row.height as number },
    pixelCount: row.pixel_count as number,
    score: row.score as number,
    means: JSON.parse(row.means as string) as RegionRecord['means'],
    proposedClass: row.proposed_class as number,
    reason: row.reason as HeatMapKind,
    arm: row.arm as RegionArm,
    strategy: row.strategy as StrategyName | null,
    boundaryPixels: Number(row.boundary_pixels ?? 0),
    state: row.state as RegionState,
  };
}
