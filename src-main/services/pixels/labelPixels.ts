import { tileSide, unlabelled } from '../../core/labels/labelMap.ts';
import { classPlane, objectPlane, tileBox } from '../../core/labels/labelTiles.ts';
import type { PlaneData, PlaneKind } from '../../core/labels/labelTiles.ts';
import { tileGrid } from '../../core/pyramid.ts';
import type { ImageRecord } from '../../core/records.ts';
import type { PixelTiles, TileSummary } from '../../store/PixelTiles.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Pixels } from './answerPixels.ts';

type Parts = Readonly<Record<string, string>>;

/** In a label index: the tile holds more than one value. */
const mixed = 256;

export function labelTile(session: ProjectSession, parts: Parts): Pixels | null {
  return planeTile(session, parts, session.store.labels, classPlane);
}

export function objectTile(session: ProjectSession, parts: Parts): Pixels | null {
  return planeTile(session, parts, session.store.objects, objectPlane);
}

/** What each tile of an image's labels holds throughout, so that a window need not fetch those that are all alike. */
export function labelIndex(session: ProjectSession, parts: Parts): Pixels {
  const image = session.store.images.get(parts['imageId']!);
  const { columns, rows } = tileGrid(image);
  const index = new Uint16Array(columns * rows).fill(unlabelled);
  for (const tile of session.store.labels.summaries(image.id)) index[tile.row * columns + tile.column] = tile.uniform ?? mixed;
  return answer(image, parts, new Uint8Array(index.buffer));
}

/** Which tiles hold any object. */
export function objectIndex(session: ProjectSession, parts: Parts): Pixels {
  const image = session.store.images.get(parts['imageId']!);
  const { columns, rows } = tileGrid(image);
  const index = new Uint8Array(columns * rows);
  session.store.objects.summaries(image.id).forEach((tile: TileSummary) => (index[tile.row * columns + tile.column] = 1));
  return answer(image, parts, index);
}

/** More events than this are not gone through: every tile counts as changed. */
const mostEventsCompared = 500;

/** Which tiles events have changed since those that a window holds, so that it fetches no others. */
export function labelChanges(session: ProjectSession, parts: Parts): Pixels {
  const image = session.store.images.get(parts['imageId']!);
  const { columns, rows } = tileGrid(image);
  const changed = new Uint8Array(columns * rows);
  const [from, to] = [Number(parts['from']), Number(parts['to'])];
  const { journal } = session.store;
  if (journal.countBetween(image.id, from, to) > mostEventsCompared) changed.fill(1);
  else for (const { runs } of journal.changesBetween(image.id, from, to)) markTiles(changed, columns, image.width, runs);
  return { bytes: changed, isCurrent: to <= image.labelSequence };
}

/** @param runs of a `MaskDiff`; none leaves its row */
function markTiles(changed: Uint8Array, columns: number, width: number, runs: Uint32Array): void {
  for (let at = 0; at < runs.length; at += 4) {
    const row = Math.floor(Math.floor(runs[at]! / width) / tileSide);
    const first = Math.floor((runs[at]! % width) / tileSide);
    const last = Math.floor(((runs[at]! % width) + runs[at + 1]! - 1) / tileSide);
    changed.fill(1, row * columns + first, row * columns + last + 1);
  }
}

function planeTile<Data extends PlaneData>(session: ProjectSession, parts: Parts, tiles: PixelTiles<Data>, kind: PlaneKind<Data>): Pixels | null {
  const image = session.store.images.get(parts['imageId']!);
  const [column, row] = [Number(parts['column']), Number(parts['row'])];
  const { width, height } = tileBox(image, column, row);
  if (width === 0 || height === 0 || width > tileSide) return null;
  const values = tiles.tile(image.id, column, row) ?? kind.make(width * height).fill(kind.fill);
  return answer(image, parts, Uint8Array.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
}

/** Where labels have moved on since the address was made, the newest are shown, but not kept under the old name. */
function answer(image: ImageRecord, parts: Parts, bytes: Uint8Array<ArrayBuffer>): Pixels {
  return { bytes, isCurrent: Number(parts['sequence']) === image.labelSequence };
}
