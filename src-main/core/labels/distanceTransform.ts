/** Sides of a pixel, in any unit. */
export interface PixelSpacing {
  readonly x: number;
  readonly y: number;
}

/** A mask and the sides of its pixels. */
export interface SpacedMask {
  /** Row-major bytes, not 0 inside. */
  readonly mask: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly spacing: PixelSpacing;
}

/**
 * Squared Euclidean distance of every pixel to the nearest pixel that is 0, from centre to centre, where pixels need not be square.
 * @returns squared units of the spacing, 0 where the mask is 0, Infinity where there is no 0 at all
 * Source: as `squaredDistances`, with parabolas that stand apart by the spacing
 */
export function squaredSpacedDistances({ mask, width, height, spacing }: SpacedMask): Float64Array {
  const values = Float64Array.from(mask, (value) => (value === 0 ? 0 : Infinity));
  transformPlane(values, width, height, spacing);
  return values;
}

/**
 * Squared Euclidean distance of every pixel to the nearest pixel that is 0, by two passes of lower envelopes of parabolas.
 * @param mask row-major bytes, not 0 inside
 * @param isRimOutside whether what lies beyond the rim counts as 0 (default: no)
 * @returns squared pixels, 0 where the mask is 0, Infinity where there is no 0 at all
 * Source: Felzenszwalb & Huttenlocher 2012, "Distance Transforms of Sampled Functions", Theory of Computing 8
 */
export function squaredDistances(mask: Uint8Array, width: number, height: number, isRimOutside = false): Float64Array {
  const pad = isRimOutside ? 1 : 0;
  const paddedWidth = width + 2 * pad;
  const paddedHeight = height + 2 * pad;
  const values = new Float64Array(paddedWidth * paddedHeight);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (mask[row * width + column] !== 0) values[(row + pad) * paddedWidth + column + pad] = Infinity;
    }
  }
  transformPlane(values, paddedWidth, paddedHeight, { x: 1, y: 1 });
  if (pad === 0) return values;
  const inner = new Float64Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (row + 1) * paddedWidth + 1;
    inner.set(values.subarray(from, from + width), row * width);
  }
  return inner;
}

/** Both passes over a plane, in place. */
function transformPlane(values: Float64Array, width: number, height: number, spacing: PixelSpacing): void {
  const longest = Math.max(width, height);
  const buffers = { line: new Float64Array(longest), sites: new Int32Array(longest), starts: new Float64Array(longest + 1) };
  const columns: Work = { ...buffers, step: spacing.y };
  for (let column = 0; column < width; column++) transformLine(values, column, width, height, columns);
  const rows: Work = { ...buffers, step: spacing.x };
  for (let row = 0; row < height; row++) transformLine(values, row * width, 1, width, rows);
}

interface Work {
  readonly line: Float64Array;
  /** Places of the parabolas of the lower envelope. */
  readonly sites: Int32Array;
  /** Where each parabola of the envelope begins to be the lowest. */
  readonly starts: Float64Array;
  /** From one place of the line to the next. */
  readonly step: number;
}

/** The lower envelope of the parabolas that stand on a line's values, read off at its places, in place. */
function transformLine(values: Float64Array, offset: number, stride: number, length: number, { line, sites, starts, step }: Work): void {
  let last = -1;
  for (let at = 0; at < length; at++) line[at] = values[offset + at * stride]!;
  const square = step * step;
  for (let at = 0; at < length; at++) {
    if (line[at] === Infinity) continue;
    let start = -Infinity;
    while (last >= 0) {
      const site = sites[last]!;
      start = ((line[at]! - line[site]!) / square + at * at - site * site) / (2 * (at - site));
      if (start > starts[last]!) break;
      last--;
      start = -Infinity;
    }
    last++;
    sites[last] = at;
    starts[last] = start;
  }
  if (last < 0) return;
  starts[last + 1] = Infinity;
  let part = 0;
  for (let at = 0; at < length; at++) {
    while (starts[part + 1]! < at) part++;
    const site = sites[part]!;
    values[offset + at * stride] = square * (at - site) ** 2 + line[site]!;
  }
}
