import type { DatabaseSync } from 'node:sqlite';
import type { JobKind, JobRecord } from '../core/records.ts';

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

  begin(job: JobRecord, request: unknown, createdAt: string): void {
    this.#database
      .prepare('INSERT INTO jobs (id, kind, state, message, request, created_at) VALUES (?, ?, ?, ?, ?, ?)')
      .run(job.id, job.kind, job.state, job.message, JSON.stringify(request), createdAt);
  }

  end(job: JobRecord): void {
    this.#database
      .prepare('UPDATE jobs SET state = ?, message = ?, elapsed_ms = ?, error_code = ?, error_message = ? WHERE id = ?')
      .run(job.state, job.message, job.elapsedMs, job.error?.code ?? null, job.error?.message ?? null, job.id);
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

  markInterrupted(id: string): void {
    this.#database
      .prepare("UPDATE jobs SET state = 'failed', error_code = 'interrupted', error_message = ? WHERE id = ?")
      .run('the program ended while this was under way', id);
  }
}
