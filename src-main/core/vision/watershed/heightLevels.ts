/** Levels that heights are sorted into. So many that two heights of one level differ by 1 / 65,535 of the range at most. */
const levelCount = 2 ** 16;

/**
 * Heights in a fixed number of steps, so that pixels can be put in their order in linear time.
 * @param heights row-major, finite where the mask is not 0
 * @param mask row-major bytes, not 0 inside
 * @returns 0 for the lowest … 65,535 for the highest inside; 0 outside, and everywhere where all are alike
 */
export function heightLevels(heights: Float32Array | Float64Array, mask: Uint8Array): Uint16Array {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    lowest = Math.min(lowest, heights[at]!);
    highest = Math.max(highest, heights[at]!);
  }
  const levels = new Uint16Array(mask.length);
  if (!(highest > lowest)) return levels;
  const scale = (levelCount - 1) / (highest - lowest);
  for (let at = 0; at < mask.length; at++) if (mask[at] !== 0) levels[at] = Math.round((heights[at]! - lowest) * scale);
  return levels;
}

/**
 * The pixels of a mask from the highest level to the lowest, those of one level in row order: a counting sort.
 * @returns places in the row-major map
 */
export function fromHighToLow(levels: Uint16Array, mask: Uint8Array): Uint32Array {
  const starts = new Uint32Array(levelCount + 1);
  for (let at = 0; at < mask.length; at++) if (mask[at] !== 0) starts[levels[at]!]!++;
  let before = 0;
  for (let level = levelCount - 1; level >= 0; level--) {
    const count = starts[level]!;
    starts[level] = before;
    before += count;
  }
  const order = new Uint32Array(before);
  for (let at = 0; at < mask.length; at++) if (mask[at] !== 0) order[starts[levels[at]!]!++] = at;
  return order;
}
