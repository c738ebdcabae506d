import { createHash } from 'node:crypto';
import type { JournalEntry } from '../core/records.ts';

/** What a journal row says, apart from its hash. */
export type JournalRow = Omit<JournalEntry, 'inForce'> & {
  /** Deflated bytes of the encoded diff. */
  readonly diff: Uint8Array | null;
};

/** The chain begins with the project's own id, so that rows of another project do not fit. */
export function firstHash(projectId: string): string {
  return createHash('sha256').update(projectId).digest('hex');
}

/** sha256 of the hash before and of every word of the row: a row changed, lost or put in later breaks the chain. */
export function rowHash(previousHash: string, row: JournalRow): string {
  const words = [
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
  ];
  const hash = createHash('sha256').update(previousHash).update(JSON.stringify(words));
  if (row.diff) hash.update(row.diff);
  return hash.digest('hex');
}
