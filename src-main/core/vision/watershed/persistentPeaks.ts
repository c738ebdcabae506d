import { fromHighToLow, heightLevels } from './heightLevels.ts';
import { neighbourPlaces } from './neighbourPlaces.ts';

/** A height over each pixel, and the pixels that count. */
export interface HeightMap {
  readonly width: number;
  readonly height: number;
  /** Row-major bytes, not 0 inside. */
  readonly mask: Uint8Array;
  /** Row-major, in any unit; finite inside. */
  readonly heights: Float32Array | Float64Array;
}

/** Not reached yet, and no pixel's own place. */
const nowhere = -1;

/**
 * The peaks of hills that stay apart, one pixel each: going from high to low, a hill that meets a higher one is dissolved in
 * it unless it is `depth` higher than their meeting (its dynamics). They are the maxima that an h-maxima transform leaves.
 * Every connected part of the mask has at least one. Pixels are neighbours over sides and corners.
 * @param depth in the unit of the heights, 0 and up; 0 keeps every local maximum
 * @returns places in the row-major map, ascending
 * Source: Grimaud 1992, "A new measure of contrast: the dynamics", SPIE 1769; Najman & Schmitt 1996 for the union-find order.
 */
export function persistentPeaks({ width, height, mask, heights }: HeightMap, depth: number): Int32Array {
  const order = fromHighToLow(heightLevels(heights, mask), mask);
  const parents = new Int32Array(mask.length).fill(nowhere);
  const beside = new Int32Array(8);
  const peaks: number[] = [];
  for (const at of order) {
    parents[at] = at;
    let own = nowhere;
    const count = neighbourPlaces(at, width, height, beside);
    for (let next = 0; next < count; next++) {
      if (parents[beside[next]!] === nowhere) continue;
      const root = rootOf(parents, beside[next]!);
      if (root === at) continue;
      if (own === nowhere) own = root;
      else if (root !== own) {
        // The peak is its hill's root: the higher one goes on, the other stands by itself if it is high enough.
        const [higher, other] = isHigher(heights, own, root) ? [own, root] : [root, own];
        if (heights[other]! - heights[at]! >= depth) peaks.push(other);
        parents[other] = higher;
        own = higher;
      }
    }
    if (own !== nowhere) parents[at] = own;
  }
  // What never met a higher hill is the highest of its connected part.
  for (const at of order) if (parents[at] === at) peaks.push(at);
  return Int32Array.from(peaks).sort();
}

function rootOf(parents: Int32Array, at: number): number {
  let root = at;
  while (parents[root] !== root) root = parents[root]!;
  while (parents[at] !== root) {
    const next = parents[at]!;
    parents[at] = root;
    at = next;
  }
  return root;
}

function isHigher(heights: HeightMap['heights'], first: number, second: number): boolean {
  return heights[first]! > heights[second]! || (heights[first] === heights[second] && first < second);
}
