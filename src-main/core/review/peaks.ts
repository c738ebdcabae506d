import type { ImageSize } from '../labels/labelTiles.ts';

export interface Peak {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Side of the cells of which only the highest pixel can be a peak, in pixels: finer than any region is. */
const cellSide = 8;

/**
 * The highest places of a map, none nearer to a higher one than `distance` (greedy non-maximum suppression).
 * @param values row-major
 * @param rule.distance in pixels, the larger of the horizontal and the vertical one
 * @param rule.lowest places below it are no peaks
 * @returns highest first; equal ones in row order, so that the answer is always the same
 */
export function findPeaks(
  values: Float32Array,
  { width, height }: ImageSize,
  rule: { readonly distance: number; readonly lowest: number; readonly most: number },
): Peak[] {
  const candidates: Peak[] = [];
  for (let top = 0; top < height; top += cellSide) {
    for (let left = 0; left < width; left += cellSide) {
      const highest = highestInCell(values, { width, height }, left, top);
      if (highest.value >= rule.lowest) candidates.push(highest);
    }
  }
  candidates.sort((a, b) => b.value - a.value || a.y - b.y || a.x - b.x);
  const peaks: Peak[] = [];
  for (const candidate of candidates) {
    if (peaks.length === rule.most) break;
    const isFree = peaks.every((peak) => Math.max(Math.abs(peak.x - candidate.x), Math.abs(peak.y - candidate.y)) >= rule.distance);
    if (isFree) peaks.push(candidate);
  }
  return peaks;
}

function highestInCell(values: Float32Array, { width, height }: ImageSize, left: number, top: number): Peak {
  let best: Peak = { x: left, y: top, value: values[top * width + left]! };
  for (let y = top; y < Math.min(height, top + cellSide); y++) {
    for (let x = left; x < Math.min(width, left + cellSide); x++) {
      const value = values[y * width + x]!;
      if (value > best.value) best = { x, y, value };
    }
  }
  return best;
}
