import type { ShownMapKind } from '../core/heatMaps.ts';

/**
 * Pixels are fetched, not called: plain GET addresses below `/pixels/` that both hosts serve as
 * `application/octet-stream`, one tile of `tileSide` an address, cut at the edge of the image (or of its level), rows
 * top to bottom, little endian. The last part of each address changes when the pixels do, so a tile may be kept for ever.
 */

/** Where a tile lies in the pyramid of `core/pyramid.ts`; level 0 is full size. */
export interface TileAt {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** A tile of what is kept at full size only. */
export type FullSizeTile = Omit<TileAt, 'level'>;

/** A plane of a model's maps; the number is a class (0 … 255 stands for 0 … 1) or a member (a class index a pixel). */
export type PlaneName = 'prediction' | `map-${ShownMapKind}` | `probability-${number}` | `member-${number}`;

/** Interleaved samples of the image's own type; coarser levels are box means. */
export function imageTileUrl(imageId: string, { level, column, row }: TileAt, contentHash: string): string {
  return `/pixels/image/${imageId}/${level}/${column}/${row}/${contentHash}`;
}

/** A byte a pixel: class index or 255. */
export function labelTileUrl(imageId: string, { column, row }: FullSizeTile, labelSequence: number): string {
  return `/pixels/labels/${imageId}/${column}/${row}/${labelSequence}`;
}

/** A uint32 a pixel: object number, 0 for none. */
export function objectTileUrl(imageId: string, { column, row }: FullSizeTile, labelSequence: number): string {
  return `/pixels/objects/${imageId}/${column}/${row}/${labelSequence}`;
}

/** A uint16 a tile, row-major: the value 0 … 255 of a tile that holds but one, 256 for a mixed one. */
export function labelIndexUrl(imageId: string, labelSequence: number): string {
  return `/pixels/label-index/${imageId}/${labelSequence}`;
}

/** A byte a tile, row-major: 0 without any object, 1 with some. */
export function objectIndexUrl(imageId: string, labelSequence: number): string {
  return `/pixels/object-index/${imageId}/${labelSequence}`;
}

/** A byte a tile, row-major: 1 where an event after `from`, up to `to`, changed a label or an object, 0 elsewhere. */
export function labelChangesUrl(imageId: string, from: number, to: number): string {
  return `/pixels/label-changes/${imageId}/${from}/${to}`;
}

/**
 * A byte a pixel of a plane of a model's maps; `map-` planes over the record's `HeatMapRange`. Coarser levels: maps take
 * the largest value of a block, so that doubt does not vanish, the others the pixel at its centre.
 */
export function planeTileUrl(imageId: string, plane: PlaneName, { level, column, row }: TileAt, modelId: string): string {
  return `/pixels/plane/${plane}/${imageId}/${level}/${column}/${row}/${modelId}`;
}

/** A region's pixels: a byte a pixel of its box, 1 inside the region. */
export function regionMaskUrl(regionId: string): string {
  return `/pixels/region/${regionId}`;
}

/** What a network in training makes of an image at a step: a byte a pixel, most probable class, the whole image. */
export function trainingSampleUrl(runId: string, step: number, imageId: string): string {
  return `/pixels/sample/${runId}/${step}/${imageId}`;
}

/** Where one file of an upload is sent by PUT. @param relativePath parts joined by `/`, below the upload's own folder */
export function uploadUrl(uploadId: string, relativePath: string): string {
  return `/upload/${uploadId}/${relativePath.split('/').map(encodeURIComponent).join('/')}`;
}
