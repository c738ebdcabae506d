import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { ModelComparison } from '../core/comparison/ModelComparison.ts';
import type { CertaintyFigures } from '../core/calibration/CertaintyMeter.ts';
import type { ReliabilityBin } from '../core/metrics/ReliabilityBin.ts';
import type { EvaluationFigures, ModelRecord, ModelState } from '../core/records.ts';

/** A model's measure: figures, and the bins of confidence against accuracy behind its calibration error. */
export interface Measure {
  readonly figures: EvaluationFigures;
  readonly reliability: readonly ReliabilityBin[];
  readonly certainty: CertaintyFigures;
}

/** What lies beside a model's figures; `certainty` is null where it was measured before there was any. */
export interface StoredCertainty {
  readonly bins: readonly ReliabilityBin[];
  readonly certainty: CertaintyFigures | null;
}

export type NewModel = ModelRecord & { readonly labelSequence: number | null; readonly measure: Omit<Measure, 'figures'> | null };

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
        `INSERT INTO models (id, name, state, created_at, architecture, member_count, parent_id, label_sequence, figures, parent_figures, learned, reliability, comparison)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
        model.measure && storedMeasure(model.measure),
        model.comparison && JSON.stringify(model.comparison),
      );
  }

  setState(id: string, state: ModelState): void {
    this.#database.prepare('UPDATE models SET state = ? WHERE id = ?').run(state, id);
  }

  rename(id: string, name: string): void {
    this.#database.prepare('UPDATE models SET name = ? WHERE id = ?').run(name, id);
  }

  setMeasure(id: string, { figures, ...measure }: Measure): void {
    this.#database
      .prepare('UPDATE models SET figures = ?, reliability = ? WHERE id = ?')
      .run(JSON.stringify(figures), storedMeasure(measure), id);
  }

  /** @returns null before the model was measured. @throws SfumatoError `notFound` */
  certainty(id: string): StoredCertainty | null {
    const row = this.#database.prepare('SELECT reliability FROM models WHERE id = ?').get(id);
    if (!row) throw new SfumatoError('notFound', say('noModelOfId', { id }));
    if (typeof row.reliability !== 'string') return null;
    const stored = JSON.parse(row.reliability) as readonly ReliabilityBin[] | StoredCertainty;
    // Bins alone are of earlier versions.
    return 'bins' in stored ? stored : { bins: stored, certainty: null };
  }
}

function storedMeasure({ reliability, certainty }: Omit<Measure, 'figures'>): string {
  return JSON.stringify({ bins: reliability, certainty } satisfies StoredCertainty);
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
    comparison: typeof row.comparison === 'string' ? (JSON.parse(row.comparison) as ModelComparison) : null,
    learned: typeof row.learned === 'string' ? (JSON.parse(row.learned) as ModelRecord['learned']) : null,
  };
}
