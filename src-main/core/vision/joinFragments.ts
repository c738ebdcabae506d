import type { Superpixels } from './slic.ts';

interface Fragmented {
  readonly width: number;
  readonly height: number;
  /** Cluster of each pixel, -1 for none. */
  readonly ids: Int32Array;
  /** Connected parts of fewer pixels are joined to a part beside them. */
  readonly smallestPx: number;
}

/**
 * Makes clusters connected: every connected part (4 neighbours) becomes a superpixel of its own, numbered in reading
 * order, and one too small joins the part before it that it touches first. The last step of SLIC.
 * Source: Achanta et al. 2012, IEEE TPAMI 34(11), section 3.2.
 */
export function joinFragments({ width, height, ids, smallestPx }: Fragmented): Superpixels {
  const joined = new Int32Array(width * height).fill(-1);
  const queue = new Int32Array(width * height);
  let count = 0;
  for (let start = 0; start < ids.length; start++) {
    if (joined[start] !== -1) continue;
    const cluster = ids[start];
    let beside = -1;
    let end = 0;
    queue[end++] = start;
    joined[start] = count;
    const ask = (index: number): void => {
      if (joined[index] === -1) {
        if (ids[index] !== cluster) return;
        joined[index] = count;
        queue[end++] = index;
      } else if (beside === -1 && joined[index] !== count) beside = joined[index]!;
    };
    for (let at = 0; at < end; at++) {
      const index = queue[at]!;
      const x = index % width;
      if (x > 0) ask(index - 1);
      if (index >= width) ask(index - width);
      if (x < width - 1) ask(index + 1);
      if (index < width * (height - 1)) ask(index + width);
    }
    if (end < smallestPx && beside !== -1) for (let at = 0; at < end; at++) joined[queue[at]!] = beside;
    else count++;
  }
  return { width, height, ids: joined, count };
}
