import type { Curve } from './Curve.ts';

/**
 * The least budget at which a curve reaches a quality, on straight lines between the measurements; that it may fall again after does
 * not count.
 * @returns null where it never does
 */
export function budgetToReach(curve: Curve, quality: number): number | null {
  const at = curve.findIndex(({ y }) => y >= quality);
  const reached = curve[at];
  if (!reached) return null;
  const before = curve[at - 1];
  if (!before) return reached.x;
  return before.x + ((reached.x - before.x) * (quality - before.y)) / (reached.y - before.y);
}
