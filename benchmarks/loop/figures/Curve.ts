/** A place on a curve of quality against what it cost. */
export interface CurvePoint {
  /** Budget spent: pixels or seconds. */
  readonly x: number;
  /** Quality, 0 … 1. */
  readonly y: number;
}

/** Measured one after the other: x never falls. */
export type Curve = readonly CurvePoint[];

/**
 * Quality at a budget, on the straight line between the measurements before and after it.
 * @throws RangeError beyond the curve's ends, where nothing was measured
 */
export function valueAt(curve: Curve, x: number): number {
  const after = curve.findIndex((point) => point.x >= x);
  const next = curve[after];
  if (!next || x < curve[0]!.x) throw new RangeError(`curve from ${curve[0]?.x} to ${curve.at(-1)?.x}: wanted a place on it, got ${x}`);
  const before = curve[after - 1];
  if (!before || next.x === x) return next.y;
  return before.y + ((next.y - before.y) * (x - before.x)) / (next.x - before.x);
}
