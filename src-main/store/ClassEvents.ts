import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { ClassEvent, ClassRecord } from '../core/records.ts';

export type NewClassEvent = Omit<ClassEvent, 'sequence'>;

/** The append-only list of what was done to the classes. Callers hold the transaction, in which the classes change too. */
export class ClassEvents {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @returns the new event's sequence number */
  append({ at, who, kind, afterSequence, targetSequence, before, after }: NewClassEvent): number {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO class_events (at, who, kind, after_sequence, target_sequence, classes_before, classes_after) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(at, who, kind, afterSequence, targetSequence, JSON.stringify(before), JSON.stringify(after));
    return Number(lastInsertRowid);
  }

  /** @throws SfumatoError `notFound` */
  event(sequence: number): ClassEvent {
    const row = this.#database.prepare('SELECT * FROM class_events WHERE sequence = ?').get(sequence);
    if (!row) throw new SfumatoError('notFound', say('noEvent', { sequence }));
    return classEvent(row);
  }

  /** Oldest first. */
  all(): ClassEvent[] {
    return this.#database.prepare('SELECT * FROM class_events ORDER BY sequence').all().map(classEvent);
  }

  /** Latest first. */
  latest(limit: number): ClassEvent[] {
    return this.#database.prepare('SELECT * FROM class_events ORDER BY sequence DESC LIMIT ?').all(limit).map(classEvent);
  }
}

/** The JSON columns are written only above. */
function classEvent(row: Record<string, SQLOutputValue>): ClassEvent {
  return {
    sequence: Number(row.sequence),
    at: row.at as string,
    who: row.who as string,
    kind: row.kind as ClassEvent['kind'],
    afterSequence: Number(row.after_sequence),
    targetSequence: row.target_sequence as number | null,
    before: JSON.parse(row.classes_before as string) as ClassRecord[],
    after: JSON.parse(row.classes_after as string) as ClassRecord[],
  };
}
