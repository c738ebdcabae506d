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
 * Writes the places of a pixel's neighbours over sides and corners into a list, those over a side first.
 * @param into at least 8 places
 * @returns how many were written: 3 … 8, fewer in maps a pixel wide
 */
export function neighbourPlaces(at: number, width: number, height: number, into: Int32Array): number {
  const y = Math.floor(at / width);
  const x = at - y * width;
  let count = 0;
  for (const [dx, dy] of steps) {
    const column = x + dx;
    const row = y + dy;
    if (column >= 0 && row >= 0 && column < width && row < height) into[count++] = row * width + column;
  }
  return count;
}
