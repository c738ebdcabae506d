/**
 * Mean over a square window, cut at the image's edge; two running sums, so its cost does not grow with the window.
 * @param values row-major, width x height
 * @param radius window side = 2 radius + 1, in pixels
 */
export function boxBlur(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) blurLine(values, rows, { start: y * width, step: 1, length: width, radius });
  return blurColumns(rows, width, height, radius);
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly length: number;
  readonly radius: number;
}

function blurLine(from: Float32Array, to: Float32Array, { start, step, length, radius }: Line): void {
  let sum = 0;
  for (let at = 0; at < Math.min(radius, length); at++) sum += from[start + at * step]!;
  for (let at = 0; at < length; at++) {
    if (at + radius < length) sum += from[start + (at + radius) * step]!;
    if (at > radius) sum -= from[start + (at - radius - 1) * step]!;
    const count = Math.min(length, at + radius + 1) - Math.max(0, at - radius);
    to[start + at * step] = sum / count;
  }
}

/** All columns side by side, row after row: memory is walked in order, which is several times faster. */
function blurColumns(from: Float32Array, width: number, height: number, radius: number): Float32Array {
  const to = new Float32Array(from.length);
  const sums = new Float64Array(width);
  for (let y = 0; y < Math.min(radius, height); y++) {
    for (let x = 0; x < width; x++) sums[x]! += from[y * width + x]!;
  }
  for (let y = 0; y < height; y++) {
    const entering = y + radius < height ? (y + radius) * width : -1;
    const leaving = y > radius ? (y - radius - 1) * width : -1;
    const count = Math.min(height, y + radius + 1) - Math.max(0, y - radius);
    for (let x = 0; x < width; x++) {
      if (entering >= 0) sums[x]! += from[entering + x]!;
      if (leaving >= 0) sums[x]! -= from[leaving + x]!;
      to[y * width + x] = sums[x]! / count;
    }
  }
  return to;
}
