import type { EvaluationFigures } from '../../../src-main/core/records.ts';

export type Verdict = 'better' | 'worse' | 'same';

export interface FigureChange {
  readonly name: 'dice' | 'ece';
  readonly before: number | null;
  readonly after: number;
  readonly verdict: Verdict | null;
}

/** Differences below what is shown count as none. */
const sameBelow = 0.0005;

/** Dice and ECE of a new model against those of the one in use on the same images; null before where it was not measured. */
export function compareFigures(after: EvaluationFigures, before: EvaluationFigures | null): FigureChange[] {
  const judge = (gain: number): Verdict => (Math.abs(gain) < sameBelow ? 'same' : gain > 0 ? 'better' : 'worse');
  return [
    { name: 'dice', before: before?.dice ?? null, after: after.dice, verdict: before && judge(after.dice - before.dice) },
    { name: 'ece', before: before?.ece ?? null, after: after.ece, verdict: before && judge(before.ece - after.ece) },
  ];
}
