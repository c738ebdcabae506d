import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { isMessage, quote, say } from '../core/messages/Message.ts';
import type { Message } from '../core/messages/Message.ts';
import type { JobKind, JobRecord, JobState } from '../core/records.ts';

export interface InterruptedJob {
  readonly id: string;
  readonly kind: JobKind;
  /** What the job was asked, as the service wrote it. */
  readonly request: unknown;
}

/** Long work as the project remembers it, so that what a crash cut off is found at the next opening. */
export class JobRows {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  begin(job: JobRecord, request: unknown): void {
    this.#database
      .prepare('INSERT INTO jobs (id, kind, state, message, message_data, request, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(job.id, job.kind, job.state, job.message.text, JSON.stringify(job.message), JSON.stringify(request), job.createdAt);
  }

  end(job: JobRecord): void {
    this.#database
      .prepare(
        `UPDATE jobs SET state = ?, message = ?, message_data = ?, elapsed_ms = ?, finished_at = ?, error_code = ?, error_message = ?, error_data = ?,
         error_details = ?
         WHERE id = ?`,
      )
      .run(
        job.state,
        job.message.text,
        JSON.stringify(job.message),
        job.elapsedMs,
        job.finishedAt,
        job.error?.code ?? null,
        job.error?.message.text ?? null,
        job.error ? JSON.stringify(job.error.message) : null,
        job.error?.details ?? null,
        job.id,
      );
  }

  /** Jobs that came to an end, latest first. */
  ended(limit: number): JobRecord[] {
    const rows = this.#database
      .prepare("SELECT * FROM jobs WHERE state NOT IN ('waiting', 'running') ORDER BY created_at DESC, rowid DESC LIMIT ?")
      .all(limit);
    return rows.map(endedJob);
  }

  find(id: string): { readonly request: unknown; readonly job: JobRecord } | null {
    const row = this.#database.prepare('SELECT * FROM jobs WHERE id = ?').get(id);
    return row ? { request: JSON.parse(row.request as string) as unknown, job: endedJob(row) } : null;
  }

  /** Jobs that never came to an end: the process died, or the project was closed under them. */
  interrupted(): InterruptedJob[] {
    const rows = this.#database
      .prepare("SELECT id, kind, request FROM jobs WHERE state IN ('waiting', 'running') ORDER BY created_at")
      .all();
    return rows.map((row) => ({
      id: row.id as string,
      kind: row.kind as JobKind,
      request: JSON.parse(row.request as string) as unknown,
    }));
  }

  markInterrupted(id: string, at: string): void {
    this.#database
      .prepare("UPDATE jobs SET state = 'failed', finished_at = ?, error_code = 'interrupted', error_message = ?, error_data = ? WHERE id = ?")
      .run(at, say('interrupted').text, JSON.stringify(say('interrupted')), id);
  }
}

/** STRICT columns and CHECKs hold these types. */
function endedJob(row: Record<string, SQLOutputValue>): JobRecord {
  const state = row.state as JobState;
  const message = row.error_message as string | null;
  return {
    id: row.id as string,
    kind: row.kind as JobKind,
    state,
    message: storedMessage(row.message as string, row.message_data as string | null),
    fraction: state === 'done' ? 1 : 0,
    elapsedMs: row.elapsed_ms as number,
    remainingMs: null,
    rate: null,
    loss: null,
    dice: null,
    createdAt: row.created_at as string,
    finishedAt: row.finished_at as string | null,
    error: message === null ? null : { code: row.error_code as string, message: storedMessage(message, row.error_data as string | null), details: (row.error_details as string | null) ?? message },
  };
}

/** Jobs of earlier versions have the English text alone. */
function storedMessage(text: string, data: string | null): Message {
  const stored: unknown = data === null ? null : JSON.parse(data);
  return isMessage(stored) ? stored : quote(text);
}
