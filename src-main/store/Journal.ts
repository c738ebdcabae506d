import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import { decodeMaskDiff, encodeMaskDiff } from '../core/labels/maskDiff.ts';
import type { MaskDiff } from '../core/labels/maskDiff.ts';
import type { UndoableEvent } from '../core/labels/undoStack.ts';
import type { JournalEntry } from '../core/records.ts';
import { firstHash, rowHash, rowWords, wordColumns } from './journalHash.ts';
import type { JournalRow } from './journalHash.ts';
import { pack, unpack } from './packing.ts';

export type NewEvent = Omit<JournalRow, 'sequence' | 'diff' | 'objectDiff'> & {
  readonly diff: MaskDiff | null;
  readonly objects: MaskDiff | null;
};

/** A packed diff holds at most one run (16 bytes) a pixel; this many pixels are the most an image may have. */
const maximumDiffBytes = 2 ** 31 - 1;

/** The append-only journal of corrections. Callers hold the transaction, in which the labels change too. */
export class Journal {
  readonly #database: DatabaseSync;
  readonly #projectId: string;
  readonly #insert: StatementSync;
  readonly #last: StatementSync;
  #whole: { readonly sequence: number; readonly entries: readonly JournalEntry[] } | null = null;

  constructor(database: DatabaseSync, projectId: string) {
    this.#database = database;
    this.#projectId = projectId;
    const marks = wordColumns.replaceAll(/\w+/g, '?');
    this.#insert = database.prepare(`INSERT INTO journal (${wordColumns}, diff, object_diff, hash) VALUES (${marks}, ?, ?, ?)`);
    this.#last = database.prepare('SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1');
  }

  lastSequence(): number {
    return Number(this.#last.get()?.sequence ?? 0);
  }

  /** How many events there ever were, as SQLite itself has counted: the last ones cannot be cut off unseen. */
  appendedCount(): number {
    return Number(this.#database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'journal'").get()?.seq ?? 0);
  }

  /** @returns the new event's sequence number, one more than the last */
  append(event: NewEvent): number {
    const last = this.#last.get();
    const sequence = Number(last?.sequence ?? 0) + 1;
    const previousHash = last ? String(last.hash) : firstHash(this.#projectId);
    const { objects, ...words } = event;
    const row: JournalRow = { ...words, sequence, diff: packDiff(event.diff), objectDiff: packDiff(objects) };
    this.#insert.run(...rowWords(row), row.diff, row.objectDiff, rowHash(previousHash, row));
    return sequence;
  }

  /** @throws SfumatoError `notFound` */
  event(sequence: number): JournalRow {
    const found = this.#database.prepare(`SELECT ${wordColumns}, diff, object_diff FROM journal WHERE sequence = ?`).get(sequence);
    if (!found) throw new SfumatoError('notFound', say('noEvent', { sequence }));
    return journalRow(found);
  }

  /** How many events after one, up to another, changed an image. */
  countBetween(imageId: string, after: number, upTo: number): number {
    const found = this.#database.prepare('SELECT count(*) AS events FROM journal WHERE image_id = ? AND sequence > ? AND sequence <= ?').get(imageId, after, upTo);
    return Number(found?.events ?? 0);
  }

  /** The changes of classes and of objects that events after one, up to another, made to an image. */
  *changesBetween(imageId: string, after: number, upTo: number): Generator<MaskDiff> {
    const rows = this.#database
      .prepare('SELECT diff, object_diff FROM journal WHERE image_id = ? AND sequence > ? AND sequence <= ? ORDER BY sequence')
      .iterate(imageId, after, upTo);
    for (const { diff, object_diff: objects } of rows) {
      if (diff instanceof Uint8Array) yield unpackDiff(diff);
      if (objects instanceof Uint8Array) yield unpackDiff(objects);
    }
  }

  /** The changes of classes that events up to one made to an image, oldest first. */
  *classChanges(imageId: string, upTo: number): Generator<{ readonly sequence: number; readonly diff: MaskDiff }> {
    const rows = this.#database
      .prepare('SELECT sequence, diff FROM journal WHERE image_id = ? AND sequence <= ? AND diff IS NOT NULL ORDER BY sequence')
      .iterate(imageId, upTo);
    for (const { sequence, diff } of rows) yield { sequence: Number(sequence), diff: unpackDiff(diff as Uint8Array) };
  }

  /** Corrections after an event, of images that are learned from; those taken back since are counted too. */
  correctionsSince(after: number): number {
    const found = this.#database
      .prepare(
        `SELECT count(*) AS events FROM journal JOIN images ON images.id = journal.image_id
         WHERE sequence > ? AND kind IN ('annotate', 'review') AND changed_pixels > 0 AND tool IS NOT 'import'
           AND role = 'work' AND images.id NOT IN (SELECT image_id FROM evaluation_images)`,
      )
      .get(after);
    return Number(found?.events ?? 0);
  }

  /** Latest first. `inForce` is worked out from the undo and redo events. */
  latest(limit: number): JournalEntry[] {
    const taken = this.#takenBack();
    const rows = this.#database
      .prepare(`SELECT ${wordColumns}, NULL AS diff, NULL AS object_diff, text FROM journal LEFT JOIN comments USING (sequence) ORDER BY sequence DESC LIMIT ?`)
      .all(limit);
    return rows.map((row) => ({ ...entryOf(journalRow(row)), inForce: !taken.has(Number(row.sequence)), ...(typeof row.text === 'string' && { comment: row.text }) }));
  }

  /** Every event without its pixels, oldest first: read once and shared until there is another. */
  whole(): readonly JournalEntry[] {
    const sequence = this.lastSequence();
    if (this.#whole?.sequence !== sequence) this.#whole = { sequence, entries: this.latest(Math.max(1, sequence)).reverse() };
    return this.#whole.entries;
  }

  /** How many people have labelled pixels by hand, in the whole project. */
  people(): number {
    const row = this.#database.prepare("SELECT count(DISTINCT who) AS people FROM journal WHERE diff IS NOT NULL AND tool IS NOT 'import'").get();
    return Number(row?.people ?? 0);
  }

  /** How many people have labelled pixels of an image by hand; what came out of files is nobody's. */
  peopleOf(imageId: string): number {
    const row = this.#database.prepare("SELECT count(DISTINCT who) AS people FROM journal WHERE image_id = ? AND diff IS NOT NULL AND tool IS NOT 'import'").get(imageId);
    return Number(row?.people ?? 0);
  }

  /** The events of an image that were in force at one of them, by default now: no undo, no redo, nothing taken back. Oldest first. */
  *standingRows(imageId: string, untilSequence = Infinity): Generator<JournalRow> {
    const taken = this.#takenBack(imageId, untilSequence);
    for (const row of this.rows(imageId)) {
      if (row.sequence > untilSequence) return;
      if (row.kind !== 'undo' && row.kind !== 'redo' && !taken.has(row.sequence)) yield row;
    }
  }

  /** The gesture an event belongs to; null for one that stands alone. */
  gestureOf(sequence: number): string | null {
    const row = this.#database.prepare('SELECT gesture_id FROM journal WHERE sequence = ?').get(sequence);
    return (row?.gesture_id ?? null) as string | null;
  }

  /** The latest event of every image that has one: who made it, and when. */
  latestOfImages(): Map<string, { readonly who: string; readonly at: string }> {
    const rows = this.#database
      .prepare('SELECT image_id, who, at FROM journal WHERE sequence IN (SELECT max(sequence) FROM journal GROUP BY image_id)')
      .all();
    return new Map(rows.map((row) => [String(row.image_id), { who: String(row.who), at: String(row.at) }]));
  }

  /** The part of every event that the undo stack folds, oldest first. */
  undoableEvents(): (UndoableEvent & { readonly sequence: number })[] {
    const rows = this.#database.prepare('SELECT sequence, kind, tool, target_sequence FROM journal ORDER BY sequence').all();
    return rows.map((row) => ({
      sequence: Number(row.sequence),
      kind: row.kind as JournalEntry['kind'],
      tool: row.tool as JournalEntry['tool'],
      targetSequence: row.target_sequence as number | null,
    }));
  }

  /** Every event with its pixels, oldest first, one at a time. */
  *rows(imageId?: string): Generator<JournalRow & { readonly hash: string }> {
    const all = imageId === undefined;
    const statement = this.#database.prepare(
      `SELECT ${wordColumns}, diff, object_diff, hash FROM journal ${all ? '' : 'WHERE image_id = ?'} ORDER BY sequence`,
    );
    for (const row of all ? statement.iterate() : statement.iterate(imageId)) {
      yield { ...journalRow(row), hash: String(row.hash) };
    }
  }

  /** The latest word on a region that is in force; null where there is none. */
  decisionInForce(regionId: string): JournalEntry['decision'] {
    const words = this.#database
      .prepare("SELECT sequence, decision FROM journal WHERE region_id = ? AND kind = 'review' ORDER BY sequence DESC")
      .all(regionId);
    return this.#latestInForce(words);
  }

  /** The latest word on an image as a whole that is in force; null where there is none. */
  imageDecisionInForce(imageId: string): JournalEntry['decision'] {
    const words = this.#database
      .prepare("SELECT sequence, decision FROM journal WHERE image_id = ? AND region_id IS NULL AND kind = 'review' ORDER BY sequence DESC")
      .all(imageId);
    return this.#latestInForce(words);
  }

  #latestInForce(words: readonly Record<string, SQLOutputValue>[]): JournalEntry['decision'] {
    if (words.length === 0) return null;
    const taken = this.#takenBack();
    const latest = words.find((row) => !taken.has(Number(row.sequence)));
    return (latest?.decision ?? null) as JournalEntry['decision'];
  }

  /** Events taken back by an undo that was not itself redone. */
  #takenBack(imageId: string | null = null, untilSequence = Infinity): Set<number> {
    const taken = new Set<number>();
    const rows = this.#database.prepare("SELECT sequence, kind, target_sequence FROM journal WHERE kind IN ('undo', 'redo') AND (? IS NULL OR image_id = ?) ORDER BY sequence");
    for (const row of rows.iterate(imageId, imageId)) {
      if (Number(row.sequence) > untilSequence) break;
      if (row.kind === 'undo') taken.add(Number(row.target_sequence));
      else taken.delete(Number(row.target_sequence));
    }
    return taken;
  }
}

/** The words of a row without its pixels. */
export function entryOf({ diff: _classes, objectDiff: _objects, ...words }: JournalRow): Omit<JournalEntry, 'inForce'> {
  return words;
}

function packDiff(diff: MaskDiff | null): Uint8Array | null {
  return diff && diff.runs.length > 0 ? pack(encodeMaskDiff(diff)) : null;
}

export function unpackDiff(packed: Uint8Array): MaskDiff {
  return decodeMaskDiff(unpack(packed, maximumDiffBytes));
}

/** STRICT columns and CHECKs hold these types. */
function journalRow(row: Record<string, SQLOutputValue>): JournalRow {
  return {
    sequence: Number(row.sequence),
    at: row.at as string,
    who: row.who as string,
    kind: row.kind as JournalEntry['kind'],
    imageId: row.image_id as string,
    tool: row.tool as JournalEntry['tool'],
    classIndex: row.class_index as number | null,
    changedPixels: row.changed_pixels as number,
    modelId: row.model_id as string | null,
    meanUncertainty: row.mean_uncertainty as number | null,
    regionId: row.region_id as string | null,
    decision: row.decision as JournalEntry['decision'],
    targetSequence: row.target_sequence as number | null,
    gestureId: row.gesture_id as string | null,
    diff: row.diff as Uint8Array | null,
    objectDiff: row.object_diff as Uint8Array | null,
  };
}
