import { labelledCount } from '../../core/labels/labelTiles.ts';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { applyMaskDiff } from '../../core/labels/maskDiff.ts';
import { foldUndoStacks } from '../../core/labels/undoStack.ts';
import { messageOf } from '../../core/SfumatoError.ts';
import type { ImageRecord } from '../../core/records.ts';
import { firstHash, rowHash } from '../../store/journalHash.ts';
import { unpackDiff } from '../../store/Journal.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';

/**
 * Goes over the whole journal: is every row what it was when written, in its place, and do the stored labels equal what
 * the events add up to?
 * @returns how many events there are, and a sentence for each thing that is wrong
 */
export function verifyJournal(store: ProjectStore): { readonly events: number; readonly problems: string[] } {
  const problems = store.checkIntegrity().map((problem) => `database: ${problem}`);
  const events = verifyChain(store, problems);
  try {
    foldUndoStacks(store.journal.undoableEvents());
  } catch (thrown) {
    problems.push(messageOf(thrown));
  }
  for (const image of store.images.list()) verifyLabels(store, image, problems);
  return { events, problems };
}

function verifyChain(store: ProjectStore, problems: string[]): number {
  let previous = firstHash(store.id);
  let expected = 1;
  for (const { hash, ...row } of store.journal.rows()) {
    if (row.sequence !== expected) problems.push(`journal: wanted event ${expected}, got ${row.sequence}: events are missing`);
    if (rowHash(previous, row) !== hash) problems.push(`journal: event ${row.sequence} is not what was written`);
    previous = hash;
    expected = row.sequence + 1;
  }
  const appended = store.journal.appendedCount();
  if (appended !== expected - 1) problems.push(`journal: ${appended} events were appended, ${expected - 1} are there`);
  return expected - 1;
}

/** The labels that an image's events lead to, one after the other from an empty map. */
export function foldLabels(store: ProjectStore, image: ImageRecord, untilSequence = Infinity): Uint8Array {
  const map = emptyLabelMap(image.width, image.height);
  for (const row of store.journal.rows(image.id)) {
    if (row.sequence > untilSequence) break;
    if (row.diff) applyMaskDiff(map, unpackDiff(row.diff));
  }
  return map.data;
}

function verifyLabels(store: ProjectStore, image: ImageRecord, problems: string[]): void {
  try {
    const folded = foldLabels(store, image);
    const stored = store.labels.map(image.id, image);
    const at = folded.findIndex((value, index) => value !== stored[index]);
    if (at >= 0) {
      problems.push(
        `labels of ${image.name}: pixel (${at % image.width}, ${Math.floor(at / image.width)}) is stored as ${stored[at]}, the journal says ${folded[at]}`,
      );
    }
    const labelled = labelledCount(folded);
    if (store.images.labelledPixels(image.id) !== labelled) {
      problems.push(`labels of ${image.name}: ${store.images.labelledPixels(image.id)} pixels are counted as labelled, the journal says ${labelled}`);
    }
  } catch (thrown) {
    problems.push(`labels of ${image.name}: ${messageOf(thrown)}`);
  }
}
