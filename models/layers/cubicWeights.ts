/** Of the cubic's pieces: Catmull and Rom's, which Pillow and PyTorch's antialiased interpolation use. */
export const cubicSharpness = -0.5;

/**
 * Bicubic interpolation of a line of values to another length, pixels being of equal size with their centres at halves.
 * A shorter line is low-passed: its cubic is as much wider as the line is shorter. Past the ends there is nothing, and the
 * weights of what is there sum to 1.
 * @param from, to lengths, 1 and up
 * @returns [to,from]; the identity where both are equal
 * Source: Keys 1981, doi:10.1109/TASSP.1981.1163711; the low-pass as in PyTorch's `interpolate(antialias=True)`.
 */
export function cubicWeights(from: number, to: number): Float32Array {
  const scale = from / to;
  const narrowing = Math.min(1, 1 / scale);
  const weights = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const centre = (row + 0.5) * scale;
    const line = Float64Array.from({ length: from }, (_none, column) => cubic(Math.abs(column + 0.5 - centre) * narrowing));
    const sum = line.reduce((total, value) => total + value, 0);
    weights.set(line.map((value) => value / sum), row * from);
  }
  return weights;
}

/** @param distance from the middle, 0 and up */
function cubic(distance: number): number {
  const a = cubicSharpness;
  if (distance < 1) return ((a + 2) * distance - (a + 3)) * distance ** 2 + 1;
  if (distance < 2) return (((distance - 5) * distance + 8) * distance - 4) * a;
  return 0;
}
