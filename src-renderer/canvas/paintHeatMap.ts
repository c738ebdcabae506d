import type { PixelBox } from '../../src-main/core/geometry.ts';
import { colourTable } from '../colour/colourMaps.ts';
import type { ColourMapName } from '../colour/colourMaps.ts';

export interface HeatMapLook {
  readonly colourMap: ColourMapName;
  /** Opacity of the most doubtful pixel, 0 … 1; a sure pixel is always clear. */
  readonly opacity: number;
  /** Map bytes below this are left clear, 0 … 255. */
  readonly threshold: number;
}

/**
 * Colour and opacity of every map byte. Opacity follows doubt, so that a sure pixel shows the bare image.
 * @returns 256 little-endian RGBA numbers
 */
export function heatMapLookup({ colourMap, opacity, threshold }: HeatMapLook): Uint32Array {
  const colours = colourTable(colourMap);
  const lookup = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    if (byte < threshold || byte === 0) continue;
    const alpha = Math.round(opacity * byte);
    lookup[byte] = ((alpha << 24) | (colours[byte * 3 + 2]! << 16) | (colours[byte * 3 + 1]! << 8) | colours[byte * 3]!) >>> 0;
  }
  return lookup;
}

/**
 * @param map a byte a pixel, `width` pixels a row
 * @param target the box's pixels, one 32-bit number each
 */
export function paintHeatMap(map: Uint8Array, width: number, box: PixelBox, lookup: Uint32Array, target: Uint32Array): void {
  let to = 0;
  for (let row = box.y; row < box.y + box.height; row++) {
    const start = row * width + box.x;
    for (let at = start; at < start + box.width; at++) target[to++] = lookup[map[at]!]!;
  }
}
