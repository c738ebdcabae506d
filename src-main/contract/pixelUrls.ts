import type { HeatMapKind } from '../core/heatMaps.ts';

/**
 * Pixels are fetched, not called: plain GET addresses below `/pixels/` that both hosts serve as
 * `application/octet-stream`, one tile of `tileSide` an address, cut at the image's edge, rows top to bottom. The last
 * part of each address changes when the pixels do, so a tile may be cached for ever.
 *
 * - image: interleaved samples of the image's own type, little endian
 * - labels: a byte a pixel, class index or 255
 * - prediction: a byte a pixel, most probable class
 * - map: a byte a pixel over the record's `HeatMapRange`
 */
export function imageTileUrl(imageId: string, column: number, row: number, contentHash: string): string {
  return `/pixels/image/${imageId}/${column}/${row}/${contentHash}`;
}

export function labelTileUrl(imageId: string, column: number, row: number, labelSequence: number): string {
  return `/pixels/labels/${imageId}/${column}/${row}/${labelSequence}`;
}

export function predictionTileUrl(imageId: string, column: number, row: number, modelId: string): string {
  return `/pixels/prediction/${imageId}/${column}/${row}/${modelId}`;
}

export function mapTileUrl(
  imageId: string,
  kind: HeatMapKind,
  tile: { readonly column: number; readonly row: number },
  modelId: string,
): string {
  return `/pixels/map-${kind}/${imageId}/${tile.column}/${tile.row}/${modelId}`;
}

/** A region's pixels: a byte a pixel of its box, 1 inside the region. */
export function regionMaskUrl(regionId: string): string {
  return `/pixels/region/${regionId}`;
}
