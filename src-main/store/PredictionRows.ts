import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { PredictionRecord } from '../core/records.ts';

export type StoredPrediction = PredictionRecord & {
  /** File in the model's folder of predictions: see `predictionFile.ts`. */
  readonly fileName: string;
  /** Null in a file without the planes of classes and members. */
  readonly memberCount: number | null;
};

/** Which maps exist, with the figures that their bytes do not hold. */
export class PredictionRows {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  list(modelId: string): StoredPrediction[] {
    return this.#database.prepare('SELECT * FROM predictions WHERE model_id = ? ORDER BY rowid').all(modelId).map(prediction);
  }

  find(modelId: string, imageId: string): StoredPrediction | null {
    const row = this.#database.prepare('SELECT * FROM predictions WHERE model_id = ? AND image_id = ?').get(modelId, imageId);
    return row ? prediction(row) : null;
  }

  put(stored: StoredPrediction): void {
    // Figures of the whole image lie together: one more needs no column of its own, and rows of before have it not.
    const means = stored.distribution ? { ...stored.means, distribution: stored.distribution } : stored.means;
    this.#database
      .prepare('INSERT OR REPLACE INTO predictions (model_id, image_id, file_name, ranges, means, class_count, member_count) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(stored.modelId, stored.imageId, stored.fileName, JSON.stringify(stored.ranges), JSON.stringify(means), stored.classCount, stored.memberCount);
  }

  remove(modelId: string, imageId: string): void {
    this.#database.prepare('DELETE FROM predictions WHERE model_id = ? AND image_id = ?').run(modelId, imageId);
  }
}

/** The JSON columns are written only above. */
function prediction(row: Record<string, SQLOutputValue>): StoredPrediction {
  const { distribution = null, ...means } = JSON.parse(row.means as string) as PredictionRecord['means'] & { readonly distribution?: PredictionRecord['distribution'] };
  return {
    modelId: row.model_id as string,
    imageId: row.image_id as string,
    fileName: row.file_name as string,
    ranges: JSON.parse(row.ranges as string) as PredictionRecord['ranges'],
    means,
    classCount: row.class_count as number | null,
    memberCount: row.member_count as number | null,
    distribution,
  };
}
