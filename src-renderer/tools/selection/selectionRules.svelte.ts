import { usualSmoothRadiusPx, usualWaistDepthPx } from '../../../src-main/core/labels/selectionRules.ts';
import { usualCrf } from '../../../src-main/core/vision/crf/denseCrf.ts';
import type { RefineRule } from '../../../src-main/core/vision/crf/refineMask.ts';
import { isNumberWithin, readStored, writeStored } from '../../app/stored.ts';

export interface RuleRange {
  readonly smallest: number;
  readonly largest: number;
  readonly step: number;
  readonly usual: number;
}

/** What can be set about the actions on a selection. Lengths in image pixels, the tolerance in display units (0 … 255). */
export const ruleRanges = {
  smoothRadius: { smallest: 1, largest: 16, step: 1, usual: usualSmoothRadiusPx },
  waistDepth: { smallest: 0.5, largest: 20, step: 0.5, usual: usualWaistDepthPx },
  /** The outline as drawn is believed a little: the image decides where it speaks. */
  fitTrust: { smallest: 0.5, largest: 0.99, step: 0.01, usual: 0.75 },
  fitReach: { smallest: 4, largest: 96, step: 2, usual: usualCrf.appearanceReachPx },
  fitTolerance: { smallest: 2, largest: 80, step: 1, usual: usualCrf.appearanceTolerance },
  fitLikeness: { smallest: 0, largest: 30, step: 0.5, usual: usualCrf.appearanceWeight },
  fitSmoothness: { smallest: 0, largest: 20, step: 0.5, usual: usualCrf.smoothnessWeight },
  fitSmoothReach: { smallest: 0.5, largest: 10, step: 0.5, usual: usualCrf.smoothnessReachPx },
  fitSteps: { smallest: 1, largest: 20, step: 1, usual: usualCrf.iterations },
} as const satisfies Readonly<Record<string, RuleRange>>;
export type RuleName = keyof typeof ruleRanges;
export const ruleNames = Object.keys(ruleRanges) as RuleName[];

const storedAs = (name: RuleName): string => `rule.${name}`;

/** How far smoothing, parting at waists and fitting to edges go; remembered from one start to the next. */
class SelectionRules {
  values: Readonly<Record<RuleName, number>> = $state.raw(
    Object.fromEntries(ruleNames.map((name) => [name, readStored(storedAs(name), isNumberWithin(ruleRanges[name].smallest, ruleRanges[name].largest), ruleRanges[name].usual)])) as Record<RuleName, number>,
  );
  readonly areUsual: boolean = $derived(ruleNames.every((name) => this.values[name] === ruleRanges[name].usual));

  get refineRule(): RefineRule {
    const { fitTrust, fitReach, fitTolerance, fitLikeness, fitSmoothness, fitSmoothReach, fitSteps } = this.values;
    return {
      trust: fitTrust,
      appearanceReachPx: fitReach,
      appearanceTolerance: fitTolerance,
      appearanceWeight: fitLikeness,
      smoothnessWeight: fitSmoothness,
      smoothnessReachPx: fitSmoothReach,
      iterations: fitSteps,
    };
  }

  set(name: RuleName, value: number): void {
    const { smallest, largest, step } = ruleRanges[name];
    // Steps of hundredths and halves: what the slider adds up to is not quite one of them.
    const rounded = Number((Math.round(value / step) * step).toFixed(2));
    this.values = { ...this.values, [name]: Math.min(Math.max(rounded, smallest), largest) };
    writeStored(storedAs(name), this.values[name]);
  }

  reset(): void {
    for (const name of ruleNames) this.set(name, ruleRanges[name].usual);
  }
}

export const selectionRules = new SelectionRules();
