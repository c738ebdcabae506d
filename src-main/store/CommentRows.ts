import type { DatabaseSync } from 'node:sqlite';

/** Words that decisions came with, by the journal's events; append-only like these. */
export class CommentRows {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The caller holds the transaction in which the event is appended. */
  add(sequence: number, text: string): void {
    this.#database.prepare('INSERT INTO comments (sequence, text) VALUES (?, ?)').run(sequence, text);
  }

  /** What was said of a region, oldest first: by whom and when, with what decision. */
  ofRegion(regionId: string): { readonly sequence: number; readonly who: string; readonly at: string; readonly text: string }[] {
    return this.#database
      .prepare(
        `SELECT comments.sequence, journal.who, journal.at, comments.text FROM comments JOIN journal ON journal.sequence = comments.sequence
         WHERE journal.region_id = ? ORDER BY comments.sequence`,
      )
      .all(regionId)
      .map((row) => ({ sequence: Number(row.sequence), who: String(row.who), at: String(row.at), text: String(row.text) }));
  }
}
