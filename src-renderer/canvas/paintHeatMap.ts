import type { PixelBox } from '../../src-main/core/geometry.ts';
import { colourTable } from '../colour/colourMaps.ts';
import type { ColourMapName } from '../colour/colourMaps.ts';
import { mix } from './blend.ts';

export interface HeatMapLook {
  readonly colourMap: ColourMapName;
  /** Opacity of the most doubtful pixel, 0 … 1; a sure pixel is always clear. */
  readonly opacity: number;
  /** Map bytes below this are the confident part, 0 … 255: no haze lies over it. */
  readonly threshold: number;
  /** Map byte, 1 … 255, that is shown as most doubtful; what lies above looks the same. Default 255. */
  readonly maximum?: number;
  /** Whether the confident part is greyed, so that only what is doubtful keeps its light and colour. Default false. */
  readonly greysConfident?: boolean;
}

/**
 * Colour and opacity of every map byte. Opacity follows doubt, so that a sure pixel shows the bare image.
 * @returns 256 little-endian RGBA numbers
 */
export function heatMapLookup({ colourMap, opacity, threshold, maximum = 255 }: HeatMapLook): Uint32Array {
  const colours = colourTable(colourMap);
  const lookup = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    if (byte < threshold || byte === 0) continue;
    const shown = Math.min(Math.round((byte * 255) / maximum), 255);
    const alpha = Math.round(opacity * shown);
    lookup[byte] = ((alpha << 24) | (colours[shown * 3 + 2]! << 16) | (colours[shown * 3 + 1]! << 8) | colours[shown * 3]!) >>> 0;
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

/** Greyed pixels keep this share of their contrast, around a grey of this brightness: seen, but no longer looked at. */
const greyedContrast = 0.45;
const greyedMiddle = 56;

/**
 * Lays a map over an opaque picture.
 * @param map a byte a pixel of the picture
 * @param thinned where not 0, only half of the haze is laid: the region in question must be seen; null nowhere
 * @param greyBelow map bytes below this are greyed, 0 none
 */
export function blendHeatMap(
  target: Uint32Array,
  map: Uint8Array,
  { lookup, thinned, greyBelow }: { readonly lookup: Uint32Array; readonly thinned: Uint8Array | null; readonly greyBelow: number },
): void {
  for (let at = 0; at < target.length; at++) {
    const byte = map[at]!;
    if (byte < greyBelow) {
      if (!thinned?.[at]) target[at] = greyed(target[at]!);
      continue;
    }
    const colour = lookup[byte]!;
    if (colour === 0) continue;
    const alpha = colour >>> 24;
    target[at] = mix(target[at]!, colour, thinned?.[at] ? alpha >>> 1 : alpha + (alpha >>> 7));
  }
}

function greyed(colour: number): number {
  // Weights of red, green and blue in luma. Source: ITU-R BT.601.
  const luma = (77 * (colour & 255) + 150 * ((colour >>> 8) & 255) + 29 * ((colour >>> 16) & 255)) >>> 8;
  const grey = (luma * greyedContrast + greyedMiddle * (1 - greyedContrast)) | 0;
  return 0xff000000 | (grey << 16) | (grey << 8) | grey;
}
