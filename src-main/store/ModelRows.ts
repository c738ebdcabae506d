import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { ReliabilityBin } from '../core/metrics/ReliabilityBin.ts';
import type { EvaluationFigures, ModelRecord, ModelState } from '../core/records.ts';

/** A model's measure: figures, and the bins of confidence against accuracy behind its calibration error. */
export interface Measure {
  readonly figures: EvaluationFigures;
  readonly reliability: readonly ReliabilityBin[];
}

export type NewModel = ModelRecord & { readonly labelSequence: number | null; readonly reliability: readonly ReliabilityBin[] | null };

/** The models of a project, latest first. Their weights lie in `models/<id>`. */
export class ModelRows {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  list(): ModelRecord[] {
    return this.#database.prepare('SELECT * FROM models ORDER BY created_at DESC, rowid DESC').all().map(modelRecord);
  }

  inUse(): ModelRecord | null {
    const row = this.#database.prepare("SELECT * FROM models WHERE state = 'inUse'").get();
    return row ? modelRecord(row) : null;
  }

  /** @throws SfumatoError `notFound` */
  get(id: string): ModelRecord {
    const row = this.#database.prepare('SELECT * FROM models WHERE id = ?').get(id);
    if (!row) throw new SfumatoError('notFound', say('noModelOfId', { id }));
    return modelRecord(row);
  }

  add(model: NewModel): void {
    this.#database
      .prepare(
        `INSERT INTO models (id, name, state, created_at, architecture, member_count, parent_id, label_sequence, figures, parent_figures, learned, reliability)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        model.id,
        model.name,
        model.state,
        model.createdAt,
        model.architecture,
        model.memberCount,
        model.parentId,
        model.labelSequence,
        model.figures && JSON.stringify(model.figures),
        model.parentFigures && JSON.stringify(model.parentFigures),
        model.learned && JSON.stringify(model.learned),
        model.reliability && JSON.stringify(model.reliability),
      );
  }

  setState(id: string, state: ModelState): void {
    this.#database.prepare('UPDATE models SET state = ? WHERE id = ?').run(state, id);
  }

  rename(id: string, name: string): void {
    this.#database.prepare('UPDATE models SET name = ? WHERE id = ?').run(name, id);
  }

  setMeasure(id: string, { figures, reliability }: Measure): void {
    this.#database
      .prepare('UPDATE models SET figures = ?, reliability = ? WHERE id = ?')
      .run(JSON.stringify(figures), JSON.stringify(reliability), id);
  }

  /** @returns null before the model was measured. @throws SfumatoError `notFound` */
  reliability(id: string): ReliabilityBin[] | null {
    const row = this.#database.prepare('SELECT reliability FROM models WHERE id = ?').get(id);
    if (!row) throw new SfumatoError('notFound', say('noModelOfId', { id }));
    return typeof row.reliability === 'string' ? (JSON.parse(row.reliability) as ReliabilityBin[]) : null;
  }
}

/** STRICT columns and CHECKs hold these types; the JSON columns are written only above. */
function modelRecord(row: Record<string, SQLOutputValue>): ModelRecord {
  const figures = (text: SQLOutputValue | undefined): EvaluationFigures | null =>
    typeof text === 'string' ? (JSON.parse(text) as EvaluationFigures) : null;
  return {
    id: row.id as string,
    name: row.name as string,
    state: row.state as ModelState,
    createdAt: row.created_at as string,
    architecture: row.architecture as string,
    memberCount: row.member_count as number,
    parentId: row.parent_id as string | null,
    figures: figures(row.figures),
    parentFigures: figures(row.parent_figures),
    learned: typeof row.learned === 'string' ? (JSON.parse(row.learned) as ModelRecord['learned']) : null,
  };
}
