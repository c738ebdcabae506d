/** Cells that values are counted in; Otsu's method was given for grey levels, and 256 of them part what the eye can. */
const levelCount = 256;

/**
 * The threshold that parts values into two groups that differ most: it maximises the variance between the groups,
 * w0 w1 (m0 - m1)^2, over the borders of 256 even cells between the smallest and the largest value.
 * @returns values >= it are the bright group; null when there are fewer than two different values
 * Source: Otsu 1979, "A threshold selection method from gray-level histograms", IEEE Trans. SMC 9(1).
 */
export function otsuThreshold(values: ArrayLike<number>): number | null {
  let low = Infinity;
  let high = -Infinity;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) return null;
  const counts = new Float64Array(levelCount);
  const sums = new Float64Array(levelCount);
  const gain = levelCount / (high - low);
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    const level = Math.min(Math.floor((value - low) * gain), levelCount - 1);
    counts[level]!++;
    sums[level]! += value;
  }
  const border = bestBorder(counts, sums);
  return low + border / gain;
}

/** First level of the bright group. Where a gap makes several borders equally good, its middle. */
function bestBorder(counts: Float64Array, sums: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const totalSum = sums.reduce((sum, value) => sum + value, 0);
  let [count, sum, best, first, last] = [0, 0, -1, 1, 1];
  for (let level = 1; level < levelCount; level++) {
    count += counts[level - 1]!;
    sum += sums[level - 1]!;
    if (count === 0 || count === total) continue;
    const between = count * (total - count) * (sum / count - (totalSum - sum) / (total - count)) ** 2;
    if (between > best) [best, first, last] = [between, level, level];
    else if (counts[level - 1] === 0 && between === best) last = level;
  }
  return (first + last) / 2;
}
