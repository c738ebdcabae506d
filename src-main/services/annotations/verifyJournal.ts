import { changeTiles, classPlane, objectPlane, tileBox } from '../../core/labels/labelTiles.ts';
import type { PlaneData, PlaneKind } from '../../core/labels/labelTiles.ts';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { applyMaskDiff } from '../../core/labels/maskDiff.ts';
import { foldUndoStacks } from '../../core/labels/undoStack.ts';
import { messageOf } from '../../core/SfumatoError.ts';
import type { ImageRecord } from '../../core/records.ts';
import { undoableEvents } from '../projects/ProjectSession.ts';
import { firstHash, rowHash } from '../../store/journalHash.ts';
import type { JournalRow } from '../../store/journalHash.ts';
import { unpackDiff } from '../../store/Journal.ts';
import type { PixelTiles } from '../../store/PixelTiles.ts';
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
    foldUndoStacks(undoableEvents(store));
  } catch (thrown) {
    problems.push(messageOf(thrown));
  }
  verifyClasses(store, problems);
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

/** The classes are what their latest change left, and each change began where the one before it ended. */
function verifyClasses(store: ProjectStore, problems: string[]): void {
  const events = store.classEvents.all();
  events.forEach(({ sequence, after }, at) => {
    const next = events[at + 1]?.before ?? store.classes;
    if (JSON.stringify(after) !== JSON.stringify(next)) problems.push(`classes: change ${sequence} left others than were there after it`);
  });
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

/** The same of its object numbers, 0 = none. */
export function foldObjects(store: ProjectStore, { id, width, height }: ImageRecord, untilSequence = Infinity): Uint32Array {
  const map = { width, height, data: new Uint32Array(width * height) };
  for (const row of store.journal.rows(id)) {
    if (row.sequence > untilSequence) break;
    if (row.objectDiff) applyMaskDiff(map, unpackDiff(row.objectDiff));
  }
  return map.data;
}

interface FoldedPlane<Data extends PlaneData> {
  readonly kind: PlaneKind<Data>;
  readonly stored: PixelTiles<Data>;
  /** What the plane is called in a finding. */
  readonly called: 'labels' | 'objects';
  readonly changeOf: (row: JournalRow) => Uint8Array | null;
}

function verifyLabels(store: ProjectStore, image: ImageRecord, problems: string[]): void {
  const labels = { kind: classPlane, stored: store.labels, called: 'labels', changeOf: ({ diff }) => diff } as const satisfies FoldedPlane<Uint8Array<ArrayBuffer>>;
  const objects = { kind: objectPlane, stored: store.objects, called: 'objects', changeOf: ({ objectDiff }) => objectDiff } as const satisfies FoldedPlane<Uint32Array<ArrayBuffer>>;
  const labelled = verifyPlane(store, image, labels, problems);
  verifyPlane(store, image, objects, problems);
  if (labelled !== null && store.images.labelledPixels(image.id) !== labelled) {
    problems.push(`labels of ${image.name}: ${store.images.labelledPixels(image.id)} pixels are counted as labelled, the journal says ${labelled}`);
  }
}

/** @returns how many pixels hold something; null where the journal cannot be folded */
function verifyPlane<Data extends PlaneData>(store: ProjectStore, image: ImageRecord, plane: FoldedPlane<Data>, problems: string[]): number | null {
  const { kind, stored, called, changeOf } = plane;
  const folded = new Map<string, { readonly column: number; readonly row: number; readonly data: Data }>();
  let count = 0;
  try {
    for (const row of store.journal.rows(image.id)) {
      const packed = changeOf(row);
      if (!packed) continue;
      const { tiles, growth } = changeTiles({ size: image, kind }, unpackDiff(packed), (column, tileRow) => folded.get(`${column},${tileRow}`)?.data ?? null);
      for (const tile of tiles) folded.set(`${tile.column},${tile.row}`, tile);
      count += growth;
    }
    for (const { column, row, uniform } of stored.summaries(image.id)) {
      if (!folded.has(`${column},${row}`)) problems.push(`${called} of ${image.name}: tile (${column}, ${row}) is stored, the journal has no change there`);
      const first = stored.tile(image.id, column, row)?.[0];
      if (uniform !== null && uniform !== first) problems.push(`${called} of ${image.name}: tile (${column}, ${row}) is called ${uniform} throughout and begins with ${first}`);
    }
    for (const tile of folded.values()) {
      const kept = stored.tile(image.id, tile.column, tile.row);
      const at = tile.data.findIndex((value, index) => value !== (kept ? kept[index] : kind.fill));
      if (at < 0) continue;
      const { x, y, width } = tileBox(image, tile.column, tile.row);
      problems.push(
        `${called} of ${image.name}: pixel (${x + (at % width)}, ${y + Math.floor(at / width)}) is stored as ${kept ? kept[at] : kind.fill}, the journal says ${tile.data[at]}`,
      );
      break;
    }
    return count;
  } catch (thrown) {
    problems.push(`${called} of ${image.name}: ${messageOf(thrown)}`);
    return null;
  }
}
