/** Columns and rows to the four neighbours over a side and then to the four over a corner. */
const right = Int8Array.of(1, 0, -1, 0, 1, -1, -1, 1);
const down = Int8Array.of(0, 1, 0, -1, 1, 1, -1, -1);

/**
 * Writes the places of a pixel's neighbours over sides and corners into a list, those over a side first.
 * @param into at least 8 places
 * @returns how many were written: 3 … 8, fewer in maps a pixel wide
 */
export function neighbourPlaces(at: number, width: number, height: number, into: Int32Array): number {
  const y = Math.floor(at / width);
  const x = at - y * width;
  if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
    // Most pixels: nothing to be asked of each.
    for (let step = 0; step < 8; step++) into[step] = at + right[step]! + down[step]! * width;
    return 8;
  }
  let count = 0;
  for (let step = 0; step < 8; step++) {
    const column = x + right[step]!;
    const row = y + down[step]!;
    if (column >= 0 && row >= 0 && column < width && row < height) into[count++] = row * width + column;
  }
  return count;
}
