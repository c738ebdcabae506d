import { isStrategy } from '../arms.ts';
import type { ArmName } from '../arms.ts';
import type { ExpertName } from '../experts/Expert.ts';
import type { LoopRun } from './LoopRun.ts';
import { areaUnderCurve, commonRange } from './areaUnderCurve.ts';
import type { BudgetRange } from './areaUnderCurve.ts';
import type { Curve } from './Curve.ts';
import { meanInterval } from './meanInterval.ts';
import type { MeanInterval } from './meanInterval.ts';

/** What a budget is counted in: shares of the pool's pixels, or seconds of the expert. */
export type Axis = 'pixels' | 'seconds';

/** What every strategy is measured against. */
export const baseline: ArmName = 'foregroundRandom';

/** The runs of one set with one expert, and what follows from them. */
export class LoopFigures {
  readonly #runs: readonly LoopRun[];

  constructor(runs: readonly LoopRun[], set: string, expert: ExpertName) {
    this.#runs = runs.filter((run) => run.set === set && run.expert === expert);
  }

  get seeds(): number[] {
    return [...new Set(this.#runs.map(({ seed }) => seed))].sort((a, b) => a - b);
  }

  runsOf(arm: ArmName): readonly LoopRun[] {
    return this.#runs.filter((run) => run.arm === arm);
  }

  runOf(arm: ArmName, seed: number): LoopRun | null {
    return this.#runs.find((run) => run.arm === arm && run.seed === seed) ?? null;
  }

  /** The budgets that every strategy of a seed has been measured over; whole images are labelled by other budgets. Null where there are none. */
  rangeOf(seed: number, axis: Axis): BudgetRange | null {
    const curves = this.#runs.filter((run) => run.seed === seed && isStrategy(run.arm)).map((run) => curveOf(run, axis));
    return curves.length === 0 ? null : commonRange(curves);
  }

  /** Mean quality of a run over the budgets that all strategies of its seed have. Null where it has not gone so far. */
  areaOf(run: LoopRun, axis: Axis): number | null {
    const range = this.rangeOf(run.seed, axis);
    const curve = curveOf(run, axis);
    return range && curve[0]!.x <= range.from && curve.at(-1)!.x >= range.to ? areaUnderCurve(curve, range) : null;
  }

  /** Over the seeds; null where there is none. */
  area(arm: ArmName, axis: Axis): MeanInterval | null {
    return intervalOf(this.runsOf(arm).map((run) => this.areaOf(run, axis)));
  }

  /** Of an arm's area less the other's with the same seed, over the budgets that these two have; null where no seed has both. */
  difference(arm: ArmName, axis: Axis, other: ArmName = baseline): MeanInterval | null {
    return intervalOf(
      this.runsOf(arm).map((run) => {
        const pair = this.runOf(other, run.seed);
        if (!pair) return null;
        const [own, its] = [curveOf(run, axis), curveOf(pair, axis)];
        const range = commonRange([own, its]);
        return range && areaUnderCurve(own, range) - areaUnderCurve(its, range);
      }),
    );
  }

  /** Dice with all pixels labelled, mean over the seeds; null where that was not measured. */
  fullDice(): number | null {
    return intervalOf(this.runsOf('fullyLabelled').map(({ points }) => points.at(-1)!.dice))?.mean ?? null;
  }
}

export function curveOf({ points }: LoopRun, axis: Axis): Curve {
  return points.map((point) => ({ x: axis === 'pixels' ? point.labelledShare : point.seconds, y: point.dice }));
}

/** @returns null of nothing */
export function intervalOf(given: readonly (number | null)[]): MeanInterval | null {
  const values = given.filter((value) => value !== null);
  return values.length === 0 ? null : meanInterval(values);
}
