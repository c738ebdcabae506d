/** Where the one-cycle schedule begins and ends, as shares of the highest learning rate. */
const startShare = 1 / 25;
const endShare = 1e-3;

export interface Schedule {
  readonly highest: number;
  readonly totalSteps: number;
  /** Share of the steps spent rising, 0 … 1. */
  readonly warmUpShare: number;
}

/**
 * One cycle: a half cosine up to the highest rate, then a half cosine down to almost nothing.
 * @param step 0 … totalSteps - 1
 * Source: Smith & Topin 2017, arXiv:1708.07120; Loshchilov & Hutter 2017, arXiv:1608.03983, for the cosine.
 */
export function learningRateAt(step: number, { highest, totalSteps, warmUpShare }: Schedule): number {
  const between = (from: number, to: number, share: number): number =>
    highest * (to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2);
  const warmUpSteps = Math.max(1, Math.round(totalSteps * warmUpShare));
  if (step < warmUpSteps) return between(startShare, 1, step / warmUpSteps);
  return between(1, endShare, (step - warmUpSteps) / Math.max(1, totalSteps - 1 - warmUpSteps));
}
