/** Where a coordinate lands when an axis of `side` pixels is mirrored at its ends without repeating them. */
export function mirror(index: number, side: number): number {
  if (index >= 0 && index < side) return index;
  if (side === 1) return 0;
  const period = 2 * (side - 1);
  const folded = ((index % period) + period) % period;
  return folded < side ? folded : period - folded;
}
