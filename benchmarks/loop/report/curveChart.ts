import { drawBudgetChart } from '../../reporting/budgetChart.ts';
import type { BudgetPanel, BudgetSeries } from '../../reporting/budgetChart.ts';
import { armNames, armTitles } from '../arms.ts';
import type { ArmName } from '../arms.ts';
import { valueAt } from '../figures/Curve.ts';
import { curveOf } from '../figures/LoopFigures.ts';
import type { Axis, LoopFigures } from '../figures/LoopFigures.ts';
import type { LoopSet } from '../sets/LoopSet.ts';

/** In colour; all others are there to be compared with. */
const shownArms: ReadonlySet<ArmName> = new Set(['standard', 'foregroundRandom', 'wholeImages']);

/** Places along a curve at which the mean over the seeds is taken. */
const places = 24;

const axes: readonly { readonly axis: Axis; readonly title: string; readonly xTitle: string; readonly scale: number }[] = [
  { axis: 'pixels', title: 'Dice against labelled pixels', xTitle: 'labelled pixels, % of the pool', scale: 100 },
  { axis: 'seconds', title: 'Dice against simulated expert time', xTitle: 'expert time, minutes', scale: 1 / 60 },
];

/** Both curves of a set, mean over the seeds with one standard deviation to each side. */
export function drawCurves({ title }: LoopSet, figures: LoopFigures): string {
  const full = figures.fullDice();
  return drawBudgetChart({
    title,
    subtitle: `Dice on test images in hundredths; mean over seeds ${figures.seeds.join(', ')}, bands of one standard deviation`,
    panels: axes.map(({ axis, title: panelTitle, xTitle, scale }): BudgetPanel => {
      const series = armNames.filter((arm) => arm !== 'fullyLabelled').flatMap((arm) => seriesOf(arm, figures, { axis, scale }));
      return { title: panelTitle, xTitle, series, level: full === null ? null : { y: 95 * full, title: '95 % of fully labelled' } };
    }),
  });
}

function seriesOf(arm: ArmName, figures: LoopFigures, { axis, scale }: { readonly axis: Axis; readonly scale: number }): BudgetSeries[] {
  const curves = figures.runsOf(arm).map((run) => curveOf(run, axis));
  if (curves.length === 0) return [];
  const from = Math.max(...curves.map((curve) => curve[0]!.x));
  const to = Math.min(...curves.map((curve) => curve.at(-1)!.x));
  const points = Array.from({ length: places + 1 }, (_none, index) => {
    const x = Math.min(to, from * (to / from) ** (index / places));
    const values = curves.map((curve) => 100 * valueAt(curve, x));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = values.length < 2 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    return { x: x * scale, y: mean, low: mean - deviation, high: mean + deviation };
  });
  return [{ title: armTitles[arm], isShown: shownArms.has(arm), points }];
}
