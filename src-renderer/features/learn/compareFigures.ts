import type { ModelComparison } from '../../../src-main/core/comparison/ModelComparison.ts';
import type { EvaluationFigures } from '../../../src-main/core/records.ts';

export type Verdict = 'better' | 'worse' | 'same';

export interface FigureChange {
  readonly name: 'dice' | 'ece';
  readonly before: number | null;
  readonly after: number;
  readonly verdict: Verdict | null;
}

/** Dice is shown with three digits, ECE in percent with one: what reads alike is the same, and what reads otherwise is not. */
const shownSteps = 1000;

/** Dice and ECE of a new model against those of the one in use on the same images; null before where it was not measured. */
export function compareFigures(after: EvaluationFigures, before: EvaluationFigures | null): FigureChange[] {
  const shown = (value: number): number => Math.round(value * shownSteps);
  const judge = (high: number, low: number): Verdict => (shown(high) === shown(low) ? 'same' : high > low ? 'better' : 'worse');
  return [
    { name: 'dice', before: before?.dice ?? null, after: after.dice, verdict: before && judge(after.dice, before.dice) },
    { name: 'ece', before: before?.ece ?? null, after: after.ece, verdict: before && judge(before.ece, after.ece) },
  ];
}

/** What the paired test says of the new model; null where it cannot tell. */
export function testVerdict(comparison: ModelComparison | null): Verdict | null {
  if (!comparison || comparison.verdict === 'cannotTell') return null;
  return comparison.verdict === 'notWorse' ? 'same' : comparison.verdict;
}

/** Whether the new model is the better one: by Dice, and by ECE where Dice reads alike; null where it cannot be told. */
export function overallVerdict(changes: readonly FigureChange[]): Verdict | null {
  const [dice, ece] = (['dice', 'ece'] as const).map((name) => changes.find((change) => change.name === name)?.verdict ?? null);
  return dice === 'same' ? (ece ?? null) : (dice ?? null);
}
