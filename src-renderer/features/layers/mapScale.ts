import type { HeatMapRange } from '../../../src-main/core/heatMaps.ts';

/** Share of the pixels that the shown range covers: single pixels of extreme doubt must not fade all others. */
const coveredShare = 0.999;
/** A range is never narrowed to less than this share of its map's own: where nothing is doubtful nothing shall glow. */
const smallestShare = 0.05;

export interface MeasuredMap {
  /** Map bytes over `range`. */
  readonly bytes: Uint8Array;
  readonly range: HeatMapRange;
}

/**
 * @returns the doubt that 99.9 % of all pixels of the maps do not exceed, in the maps' unit, at least a twentieth of the largest
 * range; null without a pixel
 */
export function robustMaximum(maps: readonly MeasuredMap[]): number | null {
  const widest = Math.max(0, ...maps.map(({ range }) => range.maximum));
  const counts = new Float64Array(256);
  let total = 0;
  for (const { bytes, range } of maps) {
    for (const byte of bytes) {
      const value = range.minimum + (byte / 255) * (range.maximum - range.minimum);
      counts[Math.min(Math.round((value / (widest || 1)) * 255), 255)]!++;
    }
    total += bytes.length;
  }
  if (total === 0 || widest === 0) return null;
  let covered = 0;
  for (let step = 0; step < 256; step++) {
    covered += counts[step]!;
    if (covered >= coveredShare * total) return Math.max((step / 255) * widest, smallestShare * widest);
  }
  return widest;
}

/** @returns the byte, 1 … 255, of a map over `range` that stands for `maximum` */
export function shownByte(range: HeatMapRange, maximum: number): number {
  const share = (maximum - range.minimum) / (range.maximum - range.minimum || 1);
  return Math.min(Math.max(Math.round(share * 255), 1), 255);
}
