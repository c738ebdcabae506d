import { squaredDistances } from './distanceTransform.ts';

/** The four neighbours over a side and then the four over a corner. */
const steps: readonly (readonly [number, number])[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
];

/**
 * Cuts a shape into the parts that its waists divide: a watershed on the distance to its rim, flooded from its deepest
 * places in the order of depth.
 * @param mask row-major bytes, not 0 inside
 * @param depth how much deeper than the waist between them, in pixels, both parts must be to be parts
 * @returns part of each pixel, 1 and up, 0 outside; and how many parts there are
 * Source: Meyer 1994, "Topographic distance and watershed lines", Signal Processing 38; distances by Felzenszwalb & Huttenlocher 2012
 */
export function splitByWatershed(mask: Uint8Array, width: number, height: number, depth: number): { readonly parts: Uint32Array; readonly count: number } {
  const distances = squaredDistances(mask, width, height, true).map(Math.sqrt);
  const order = [...mask.keys()].filter((at) => mask[at] !== 0).sort((first, second) => distances[second]! - distances[first]! || first - second);
  const peaks = persistentPeaks(order, distances, width, height, depth);
  const parts = new Uint32Array(mask.length);
  peaks.forEach((peak, at) => (parts[peak] = at + 1));
  flood(parts, peaks, mask, distances, width, height);
  return { parts, count: peaks.length };
}

/**
 * The deepest places of basins that stay apart: going from deep to shallow, a basin that meets a deeper one is dissolved in
 * it unless it is `depth` deeper than their meeting (its dynamics, Grimaud 1992).
 */
function persistentPeaks(order: readonly number[], distances: Float64Array, width: number, height: number, depth: number): number[] {
  const parent = new Map<number, number>();
  const peaks = new Set<number>();
  const rootOf = (at: number): number => {
    let root = at;
    while (parent.get(root)! !== root) root = parent.get(root)!;
    for (let next = at; next !== root; ) {
      const after = parent.get(next)!;
      parent.set(next, root);
      next = after;
    }
    return root;
  };
  for (const at of order) {
    parent.set(at, at);
    let own = -1;
    for (const next of neighbours(at, width, height)) {
      if (!parent.has(next) || next === at) continue;
      const root = rootOf(next);
      if (own === -1) own = root;
      else if (root !== own) {
        // The peak is a basin's root: the deeper one goes on, the other is a part of its own if it is deep enough.
        const [deeper, other] = isDeeper(own, root, distances) ? [own, root] : [root, own];
        if (distances[other]! - distances[at]! >= depth) peaks.add(other);
        parent.set(other, deeper);
        own = deeper;
      }
    }
    if (own !== -1) parent.set(at, own);
  }
  // What never met a deeper basin is the deepest of its connected shape.
  for (const at of order) if (parent.get(at) === at) peaks.add(at);
  return [...peaks].sort((first, second) => first - second);
}

function isDeeper(first: number, second: number, distances: Float64Array): boolean {
  return distances[first]! > distances[second]! || (distances[first] === distances[second] && first < second);
}

/** Gives every pixel to the basin that reaches it first, deep pixels before shallow ones. */
function flood(parts: Uint32Array, peaks: readonly number[], mask: Uint8Array, distances: Float64Array, width: number, height: number): void {
  // Depths to a hundredth of a pixel: pixels of one depth are taken in the order in which they were reached.
  const levels: number[][] = [];
  const levelOf = (at: number): number => Math.round(distances[at]! * 100);
  let level = 0;
  const put = (at: number): void => {
    // A pixel deeper than the water's level is covered at once.
    const place = Math.min(levelOf(at), level);
    (levels[place] ??= []).push(at);
  };
  for (const peak of peaks) level = Math.max(level, levelOf(peak));
  for (const peak of peaks) put(peak);
  for (; level >= 0; level--) {
    const waiting = levels[level] ?? [];
    for (let next = 0; next < waiting.length; next++) {
      const at = waiting[next]!;
      for (const beside of neighbours(at, width, height)) {
        if (mask[beside] === 0 || parts[beside] !== 0) continue;
        parts[beside] = parts[at]!;
        put(beside);
      }
    }
  }
}

function* neighbours(at: number, width: number, height: number): Generator<number> {
  const y = Math.floor(at / width);
  const x = at - y * width;
  for (const [dx, dy] of steps) {
    const column = x + dx;
    const row = y + dy;
    if (column >= 0 && row >= 0 && column < width && row < height) yield row * width + column;
  }
}
