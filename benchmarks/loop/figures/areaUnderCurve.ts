import { valueAt } from './Curve.ts';
import type { Curve } from './Curve.ts';

export interface BudgetRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Area under a budget curve over a range, divided by the range: the mean quality while the budget is spent.
 * @returns in the curve's unit
 * @throws RangeError where the range is empty or goes beyond the curve
 */
export function areaUnderCurve(curve: Curve, { from, to }: BudgetRange): number {
  if (!(to > from)) throw new RangeError(`area under a curve: wanted a range, got ${from} … ${to}`);
  const inside = curve.filter(({ x }) => x > from && x < to);
  const points = [{ x: from, y: valueAt(curve, from) }, ...inside, { x: to, y: valueAt(curve, to) }];
  let area = 0;
  for (let at = 1; at < points.length; at++) area += ((points[at]!.y + points[at - 1]!.y) / 2) * (points[at]!.x - points[at - 1]!.x);
  return area / (to - from);
}

/** The budgets that all curves have been measured over; null where there are none. */
export function commonRange(curves: readonly Curve[]): BudgetRange | null {
  const from = Math.max(...curves.map((curve) => curve[0]!.x));
  const to = Math.min(...curves.map((curve) => curve.at(-1)!.x));
  return to > from && Number.isFinite(from) ? { from, to } : null;
}
