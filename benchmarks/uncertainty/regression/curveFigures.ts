import type { MemberCurve } from './curveMethods.ts';
import type { CurveTask } from './gaussianProcess.ts';

/** The members' mixture at every place of the grid, by its first two moments. */
export interface PredictedCurve {
  readonly mean: Float32Array;
  /** Standard deviation of an observation. */
  readonly deviation: Float32Array;
  /** Of the members' means: what more observations would take away. */
  readonly epistemic: Float32Array;
}

/** Source: Lakshminarayanan et al. 2017, arXiv:1612.01474, section 2.4. */
export function reducedCurve(members: readonly MemberCurve[]): PredictedCurve {
  const count = members.length;
  const meanOf = (of: (member: MemberCurve, at: number) => number) => (at: number): number => members.reduce((sum, member) => sum + of(member, at), 0) / count;
  const grid = members[0]!.mean;
  const mean = Float32Array.from(grid, (_value, at) => meanOf((member, place) => member.mean[place]!)(at));
  const spread = Float32Array.from(grid, (_value, at) => meanOf((member, place) => (member.mean[place]! - mean[place]!) ** 2)(at));
  const noise = Float32Array.from(grid, (_value, at) => meanOf((member, place) => member.variance[place]!)(at));
  return { mean, deviation: spread.map((value, at) => Math.sqrt(value + noise[at]!)), epistemic: spread.map(Math.sqrt) };
}

export interface CurveFigures {
  /** Root mean squared error of the mean, in units of the curve. */
  readonly error: number;
  /** Share of the true curve within two deviations of the mean; 0.95 or a little more is right. */
  readonly covered: number;
  readonly meanDeviation: number;
  readonly meanEpistemic: number;
}

/** Over the stretches with observations, or over all that lies outside of them. */
export function curveFigures({ grid, truth, observed }: CurveTask, { mean, deviation, epistemic }: PredictedCurve, where: 'observed' | 'unobserved'): CurveFigures {
  const places = [...grid.keys()].filter((at) => observed.some(([from, to]) => grid[at]! >= from && grid[at]! <= to) === (where === 'observed'));
  const over = (of: (at: number) => number): number => places.reduce((sum, at) => sum + of(at), 0) / places.length;
  return {
    error: Math.sqrt(over((at) => (mean[at]! - truth[at]!) ** 2)),
    covered: over((at) => (Math.abs(mean[at]! - truth[at]!) <= 2 * deviation[at]! ? 1 : 0)),
    meanDeviation: over((at) => deviation[at]!),
    meanEpistemic: over((at) => epistemic[at]!),
  };
}
