import { createHash } from 'node:crypto';
import type { JournalEntry } from '../core/records.ts';

/** What a journal row says, apart from its hash. */
export type JournalRow = Omit<JournalEntry, 'inForce' | 'comment'> & {
  /** Deflated bytes of the encoded change of classes. */
  readonly diff: Uint8Array | null;
  /** The same of the change of objects. */
  readonly objectDiff: Uint8Array | null;
};

/** The columns that `rowWords` fills, in its order. */
export const wordColumns =
  'sequence, at, who, kind, image_id, tool, class_index, changed_pixels, model_id, mean_uncertainty, region_id, decision, target_sequence, gesture_id';

/** Words of a row of schema 1, which knew neither gestures nor objects. */
const wordsOfFirstSchema = 13;

/** The words of a row, everything but its pixels, in the order in which they are stored and hashed. */
export function rowWords(row: JournalRow): (string | number | null)[] {
  return [
    row.sequence,
    row.at,
    row.who,
    row.kind,
    row.imageId,
    row.tool,
    row.classIndex,
    row.changedPixels,
    row.modelId,
    row.meanUncertainty,
    row.regionId,
    row.decision,
    row.targetSequence,
    row.gestureId,
  ];
}

/** The chain begins with the project's own id, so that rows of another project do not fit. */
export function firstHash(projectId: string): string {
  return createHash('sha256').update(projectId).digest('hex');
}

/**
 * sha256 of the hash before and of every word of the row: a row changed, lost or put in later breaks the chain. A row
 * without gesture and objects hashes as it did in schema 1, so a project brought up to date keeps its hashes; the others
 * also hash how long either change is, so that bytes cannot move from one to the other.
 */
export function rowHash(previousHash: string, row: JournalRow): string {
  const isOfFirstSchema = row.gestureId === null && row.objectDiff === null;
  const words = isOfFirstSchema
    ? rowWords(row).slice(0, wordsOfFirstSchema)
    : [...rowWords(row), row.diff?.byteLength ?? null, row.objectDiff?.byteLength ?? null];
  const hash = createHash('sha256').update(previousHash).update(JSON.stringify(words));
  if (row.diff) hash.update(row.diff);
  if (row.objectDiff) hash.update(row.objectDiff);
  return hash.digest('hex');
}
