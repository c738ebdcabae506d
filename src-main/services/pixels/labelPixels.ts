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
