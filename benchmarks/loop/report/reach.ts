import type { ArmName } from '../arms.ts';
import { budgetToReach } from '../figures/budgetToReach.ts';
import { curveOf, intervalOf } from '../figures/LoopFigures.ts';
import type { Axis, LoopFigures } from '../figures/LoopFigures.ts';
import { signOf } from '../figures/meanInterval.ts';
import type { MeanInterval } from '../figures/meanInterval.ts';
import type { LoopRun } from '../figures/LoopRun.ts';
import { percent, points, times } from './format.ts';

/** The strategy that the program uses unasked. */
export const ownArm: ArmName = 'standard';

/** Share of the Dice with all pixels labelled that is to be reached, and with what share of them. */
const [wantedShare, mostLabelled] = [0.95, 0.1] as const;
const wantedSpeed = 2;
const wantedCorrelation = 0.5;
/** Sets on which the default is to be better than the baseline, and on which the learned loss is to be of use. */
const [betterOn, correlatedOn] = [3, 2] as const;
const denseSets = ['nuclei-dsb2018', 'em-membranes'] as const;

/** One of the benchmark's aims with what came of it. */
export interface ReachRow {
  readonly aim: string;
  readonly asked: string;
  readonly measured: string;
  /** Null where what has been measured so far does not tell. */
  readonly isReached: boolean | null;
}

/** A set with its figures, in the order of the tables. */
export interface SetFigures {
  readonly name: string;
  readonly figures: LoopFigures;
}

export function reachRows(sets: readonly SetFigures[]): ReachRow[] {
  return [againstBaseline('pixels', sets), againstBaseline('seconds', sets), ...denseSets.map((name) => labelledShare(name, sets)), ...sets.map(speed), correlation(sets)];
}

function againstBaseline(axis: Axis, sets: readonly SetFigures[]): ReachRow {
  const rows = sets.flatMap(({ name, figures }) => {
    const difference = figures.difference(ownArm, axis);
    return difference ? [{ name, difference }] : [];
  });
  const isSure = sets.length > 0 && rows.length === sets.length && rows.every(({ difference }) => difference.interval !== null);
  const better = rows.filter(({ difference }) => signOf(difference) === 'better').length;
  const worse = rows.filter(({ difference }) => signOf(difference) === 'worse').length;
  const above = rows.filter(({ difference }) => difference.mean > 0).length;
  return {
    aim: `Area under the curve over ${axis === 'pixels' ? 'labelled pixels' : 'expert time'}, default less foreground-aware random, paired over seeds`,
    asked: `never worse, better on ${betterOn} sets`,
    measured: `interval above 0 on ${better}, below on ${worse}, mean above 0 on ${above} of ${rows.length}: ${rows.map(({ name, difference }) => `${name} ${points(difference)}`).join('; ')}`,
    isReached: isSure ? worse === 0 && better >= betterOn : null,
  };
}

function labelledShare(name: string, sets: readonly SetFigures[]): ReachRow {
  const figures = sets.find((set) => set.name === name)?.figures;
  const full = figures?.fullDice() ?? null;
  const runs = figures?.runsOf(ownArm) ?? [];
  const shares = full === null ? [] : runs.map((run) => budgetToReach(curveOf(run, 'pixels'), wantedShare * full));
  const reached = shares.filter((share) => share !== null);
  const ends = intervalOf(runs.map((run) => (full === null ? null : run.points.at(-1)!.dice / full)));
  // A full training says what the labels are worth, apart from how far small updates have come.
  const updates = runs.flatMap(({ fullUpdate }) => (full === null || fullUpdate === null ? [] : [{ share: fullUpdate.dice / full, labelled: fullUpdate.labelledShare }]));
  const updated = intervalOf(updates.map(({ share }) => share));
  const isUpdateEnough = updates.length === runs.length && updates.every(({ share, labelled }) => share >= wantedShare && labelled <= mostLabelled);
  return {
    aim: `${name}: labelled pixels at ${percent(wantedShare)} of the Dice with all labelled`,
    asked: `at most ${percent(mostLabelled)}`,
    measured: shares.length === 0 ? 'not measured yet' : `${reached.length === 0 ? 'never' : reached.map(percent).join(', ')} in ${reached.length} of ${shares.length} runs; at the end ${ends ? percent(ends.mean) : '?'} of that Dice${updated ? `, ${percent(updated.mean)} after a full training on ${percent(Math.max(...updates.map(({ labelled }) => labelled)))} of the pixels` : ''}`,
    isReached: shares.length === 0 ? null : isUpdateEnough || shares.every((share) => share !== null && share <= mostLabelled),
  };
}

/** Expert time of whole images over that of the default, both to the highest Dice that both reach. */
function speed({ name, figures }: SetFigures): ReachRow {
  const pairs = figures.runsOf(ownArm).flatMap((run) => {
    const whole = figures.runOf('wholeImages', run.seed);
    return whole ? [timeRatio(run, whole, figures.fullDice())] : [];
  });
  const ratios = pairs.filter((ratio) => ratio !== null);
  const interval = intervalOf(ratios);
  return {
    aim: `${name}: expert time of whole images in random order over that of the default, to the same Dice`,
    asked: `at least ${times(wantedSpeed)}`,
    measured: interval ? `${times(interval.mean)} (${ratios.map(times).join(', ')})` : 'not measured yet',
    isReached: interval ? interval.mean >= wantedSpeed : null,
  };
}

/**
 * To 95 % of the Dice with all pixels labelled; where one of the two never gets there, or the first model was there already, to the highest
 * Dice that both reach.
 * @returns null where both are there before anything is asked
 */
export function timeRatio(own: LoopRun, whole: LoopRun, fullDice: number | null): number | null {
  const [ours, theirs] = [curveOf(own, 'seconds'), curveOf(whole, 'seconds')];
  const common = Math.min(...[ours, theirs].map((curve) => Math.max(...curve.map(({ y }) => y))));
  const start = ours[0]!;
  const wanted = fullDice === null ? common : wantedShare * fullDice;
  const level = wanted > common || wanted <= start.y ? common : wanted;
  const [needed, wholeNeeded] = [budgetToReach(ours, level), budgetToReach(theirs, level)];
  // What the first labels took is the same for both and no part of it.
  if (needed === null || wholeNeeded === null || needed <= start.x) return null;
  return (wholeNeeded - start.x) / (needed - start.x);
}

function correlation(sets: readonly SetFigures[]): ReachRow {
  const rows = sets.flatMap(({ name, figures }) => {
    const interval = learnedLossCorrelation(figures, ownArm);
    return interval ? [{ name, interval }] : [];
  });
  const enough = rows.filter(({ interval }) => interval.mean >= wantedCorrelation).length;
  return {
    aim: 'Rank correlation of the learned loss with the true one on test images, at the end of the default',
    asked: `at least ${wantedCorrelation} on ${correlatedOn} sets`,
    measured: rows.length === 0 ? 'not measured yet' : rows.map(({ name, interval }) => `${name} ${interval.mean.toFixed(2)}`).join('; '),
    isReached: rows.length === 0 ? null : enough >= correlatedOn || (rows.length === sets.length ? false : null),
  };
}

export function learnedLossCorrelation(figures: LoopFigures, arm: ArmName): MeanInterval | null {
  return intervalOf(figures.runsOf(arm).map(({ points: measured }) => measured.at(-1)!.learnedLossCorrelation));
}

