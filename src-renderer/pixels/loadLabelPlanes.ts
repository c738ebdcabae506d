import { labelChangesUrl, labelIndexUrl, labelTileUrl, objectIndexUrl, objectTileUrl } from '../../src-main/contract/pixelUrls.ts';
import { emptyLabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import type { LabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import type { ImageRecord } from '../../src-main/core/records.ts';
import type { PixelSource, Urgency } from './PixelSource.ts';

/** In a label index: the tile holds more than one value. */
const mixed = 256;

/** Labels in memory that the new ones follow from. */
export interface KnownLabels {
  readonly planes: LabelPlanes;
  /** The event they stand at: every one up to it is in them. */
  readonly sequence: number;
}

/**
 * Fetches an image's labels and objects as they stand after a journal event: an index of the tiles first, then only those
 * tiles that hold more than one value and, where older labels are known, that have changed since.
 */
export async function loadLabelPlanes(
  source: PixelSource,
  { id, width, height }: Pick<ImageRecord, 'id' | 'width' | 'height'>,
  sequence: number,
  urgency: Urgency,
  known: KnownLabels | null = null,
): Promise<LabelPlanes> {
  const planes = emptyLabelPlanes({ width, height });
  // An image whose labels never changed has none: there is nothing to fetch.
  if (sequence === 0) return planes;
  const { classes, objects } = planes;
  const [labelBytes, objectBytes, changedBytes] = await Promise.all([
    source.get(labelIndexUrl(id, sequence), urgency),
    source.get(objectIndexUrl(id, sequence), urgency),
    known ? source.get(labelChangesUrl(id, known.sequence, sequence), urgency) : null,
  ]);
  const changed = changedBytes && new Uint8Array(changedBytes);
  // The picture comes first: labels are many, and painting waits for them, looking does not. A change is one of few tiles.
  const tileUrgency = urgency === 'urgent' && !known ? 'soon' : urgency;
  const fetches: Promise<void>[] = [];
  const place = (at: number): { column: number; row: number } => ({ column: at % classes.columns, row: Math.floor(at / classes.columns) });
  new Uint16Array(labelBytes).forEach((value, at) => {
    const { column, row } = place(at);
    if (known && !changed![at]) classes.setTile(column, row, known.planes.classes.tile(column, row));
    else if (value < mixed) classes.setTile(column, row, value);
    else {
      const tile = source.get(labelTileUrl(id, { column, row }, sequence), tileUrgency);
      fetches.push(tile.then((bytes) => classes.setTile(column, row, new Uint8Array(bytes))));
    }
  });
  new Uint8Array(objectBytes).forEach((isAny, at) => {
    const { column, row } = place(at);
    if (known && !changed![at]) objects.setTile(column, row, known.planes.objects.tile(column, row));
    else if (isAny) {
      const tile = source.get(objectTileUrl(id, { column, row }, sequence), tileUrgency);
      fetches.push(tile.then((bytes) => objects.setTile(column, row, new Uint32Array(bytes))));
    }
  });
  await Promise.all(fetches);
  return planes;
}
