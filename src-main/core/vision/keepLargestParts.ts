interface Clustered {
  readonly width: number;
  /** Cluster of each pixel, -1 for none. */
  readonly ids: Int32Array;
  /** A cluster whose largest connected part has fewer pixels is dissolved. */
  readonly smallestPx: number;
}

/**
 * Makes clusters connected (4 neighbours) and keeps their numbers: of each, its largest part stays, and the other parts go
 * to the clusters beside them, ring by ring. Windows that overlap then call the same superpixel the same. The last step of SLIC.
 * Source: Achanta et al. 2012, IEEE TPAMI 34(11), section 3.2.
 * @returns a cluster for every pixel; one alone where all are too small
 */
export function keepLargestParts({ width, ids, smallestPx }: Clustered): Int32Array {
  const parts = new Int32Array(ids.length).fill(-1);
  const sizes: number[] = [];
  const queue = new Int32Array(ids.length);
  /** Of each cluster its largest part, the first in reading order of equals. */
  const largest = new Map<number, number>();
  for (let start = 0; start < ids.length; start++) {
    if (parts[start] !== -1) continue;
    const cluster = ids[start]!;
    const part = sizes.length;
    let end = 0;
    const ask = (index: number): void => {
      if (parts[index] !== -1 || ids[index] !== cluster) return;
      parts[index] = part;
      queue[end++] = index;
    };
    ask(start);
    for (let at = 0; at < end; at++) eachBeside(queue[at]!, width, ids.length, ask);
    sizes.push(end);
    const known = largest.get(cluster);
    if (cluster >= 0 && (known === undefined || end > sizes[known]!)) largest.set(cluster, part);
  }
  const kept = new Set([...largest.values()].filter((part) => sizes[part]! >= smallestPx));
  if (kept.size === 0) kept.add(sizes.indexOf(Math.max(...sizes)));
  return grow(ids, parts, kept, queue, width);
}

/** The parts that are kept take the rest, each ring in the order in which the one before it was taken. */
function grow(ids: Int32Array, parts: Int32Array, kept: ReadonlySet<number>, queue: Int32Array, width: number): Int32Array {
  const joined = new Int32Array(ids.length).fill(-1);
  let end = 0;
  for (let index = 0; index < ids.length; index++) {
    if (!kept.has(parts[index]!)) continue;
    joined[index] = Math.max(ids[index]!, 0);
    queue[end++] = index;
  }
  for (let at = 0; at < end; at++) {
    const own = joined[queue[at]!]!;
    eachBeside(queue[at]!, width, ids.length, (index) => {
      if (joined[index] !== -1) return;
      joined[index] = own;
      queue[end++] = index;
    });
  }
  return joined;
}

function eachBeside(index: number, width: number, length: number, visit: (index: number) => void): void {
  const x = index % width;
  if (x > 0) visit(index - 1);
  if (index >= width) visit(index - width);
  if (x < width - 1) visit(index + 1);
  if (index + width < length) visit(index + width);
}
