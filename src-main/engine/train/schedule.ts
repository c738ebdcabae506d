import type { ScheduleRecipe } from '../../core/training/TrainingRecipe.ts';

/** Where the one-cycle schedule begins and ends, as shares of the highest learning rate. */
const startShare = 1 / 25;
const endShare = 1e-3;

export interface Schedule extends ScheduleRecipe {
  readonly highest: number;
  readonly totalSteps: number;
}

/**
 * The learning rate of a step. One cycle: a half cosine up to the highest rate, then a half cosine down to almost nothing.
 * The others rise in a straight line over the warm-up; then a half cosine or a power of the steps left takes them down,
 * or they stay.
 * @param step 0 … totalSteps - 1
 * Source: Smith & Topin 2017, arXiv:1708.07120, for one cycle; Loshchilov & Hutter 2017, arXiv:1608.03983, for the cosine;
 * Chen et al. 2018, arXiv:1606.00915, section 4.1, for the power; Goyal et al. 2017, arXiv:1706.02677, for the warm-up.
 */
export function learningRateAt(step: number, schedule: Schedule): number {
  const { name, highest, totalSteps, warmUpShare, power } = schedule;
  if (name === 'oneCycle') return oneCycle(step, schedule);
  const warmUpSteps = Math.round(totalSteps * warmUpShare);
  if (step < warmUpSteps) return (highest * (step + 1)) / warmUpSteps;
  const done = (step - warmUpSteps) / (totalSteps - warmUpSteps);
  if (name === 'cosine') return (highest * (1 + Math.cos(Math.PI * done))) / 2;
  return name === 'polynomial' ? highest * (1 - done) ** power : highest;
}

function oneCycle(step: number, { highest, totalSteps, warmUpShare }: Schedule): number {
  const between = (from: number, to: number, share: number): number =>
    highest * (to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2);
  const warmUpSteps = Math.max(1, Math.round(totalSteps * warmUpShare));
  if (step < warmUpSteps) return between(startShare, 1, step / warmUpSteps);
  return between(1, endShare, (step - warmUpSteps) / Math.max(1, totalSteps - 1 - warmUpSteps));
}
