import type { PlaneData } from './labelTiles.ts';
import type { MaskDiff } from './maskDiff.ts';

/** @returns the change from a plane that holds `fill` everywhere to the row-major values given */
export function diffFromFill(width: number, height: number, fill: number, after: PlaneData): MaskDiff {
  const runs: number[] = [];
  for (let row = 0; row < height; row++) {
    const rowEnd = (row + 1) * width;
    for (let at = row * width; at < rowEnd; ) {
      const value = after[at]!;
      const start = at;
      do at++;
      while (at < rowEnd && after[at] === value);
      if (value !== fill) runs.push(start, at - start, fill, value);
    }
  }
  return { width, height, runs: Uint32Array.from(runs) };
}
