import { SfumatoError } from '../SfumatoError.ts';
import { errorsLeft, speaksOfDoubt } from './errorsLeft.ts';
import type { WaitingRegion } from './errorsLeft.ts';
import { upperRatio } from './ratioBounds.ts';
import type { RatioSample } from './ratioBounds.ts';
import type { SettledRegion } from './SettledRegion.ts';
import { auditSamples } from './silentErrors.ts';
import type { ConfidentRest } from './silentErrors.ts';

/** All that is known of a project under the model in use. */
export interface ProjectEvidence {
  readonly settled: readonly SettledRegion[];
  /** Open ones in the order in which they are asked, then those put off or flagged. */
  readonly waiting: readonly WaitingRegion[];
  readonly rest: ConfidentRest;
  /** Pixels of classes 1 and up on all images: by their label, and by the model where they have none. */
  readonly foregroundPixels: number;
  /** With the background. */
  readonly classCount: number;
}

export interface Wish {
  /** Wanted Dice of the foreground over all images together, 0 … 1, both left out. */
  readonly dice: number;
  /** Probability with which it may be missed, 0 … 1, both left out. */
  readonly alpha: number;
}

export interface StopPoint {
  /** Regions settled from now on. */
  readonly regions: number;
  /** Dice is at least this, with probability 1 - alpha. */
  readonly lower: number;
  /** As it is estimated; null before any place is settled where the model is sure. */
  readonly estimate: number | null;
}

/**
 * `reached`: stop now. `review`: after so many more regions. `moreAudit`: the bound of what the model is sure of is too wide; so many more
 * regions drawn there narrow it, if they are like those before. `moreSettled`: too few regions are settled to judge the doubt by.
 * `unreachable`: what the model is silently wrong about is too much by itself. `noForeground`: there is none, so Dice says nothing.
 */
export type StopAnswer =
  | { readonly kind: 'reached' | 'unreachable' | 'noForeground' }
  | { readonly kind: 'review' | 'moreAudit' | 'moreSettled'; readonly regions: number };

export interface StopReport {
  readonly answer: StopAnswer;
  /** After 0, 1 … regions, every so many of them; Dice never falls along it. Empty where Dice says nothing. */
  readonly curve: readonly StopPoint[];
  /** Wrong pixels left now: in regions that wait, and in what the model is sure of; at most these, with probability 1 - alpha. */
  readonly waitingWrong: { readonly estimate: number; readonly upper: number };
  readonly restWrong: RestWrong;
}

/** `estimate` is null before any place is settled there. */
interface RestWrong {
  readonly estimate: number | null;
  readonly upper: number;
}

/** Settled regions below which the doubt is not judged. */
export const fewestSettled = 10;
/** More audit regions than this are no advice. */
const mostAudit = 5000;
const mostCurvePoints = 200;

/**
 * How many more regions to review until Dice is as wanted with probability 1 - alpha. Wrong pixels that stay are those of regions that
 * wait (`errorsLeft`, half of alpha) and those of what the model is sure of: the rate in places drawn there at random, bounded by testing every rate (the
 * other half). As both bounds hold for every number of regions at once, the least that suffices may be chosen by looking.
 *
 * Dice is that of the foreground over all images together. With F pixels of foreground as the project stands and at most W wrong ones, it
 * is least where each wrong pixel is spurious foreground: (2F - 2W) / (2F - W); with several classes of foreground, where each is
 * foreground of another class: 1 - W / F.
 *
 * Assumed: what `silentErrors` and `errorsLeft` assume; labels are right; images without a prediction of this model are left out; the model stays: after a
 * training the count begins anew.
 * @throws SfumatoError `invalidInput` for a wish outside of its bounds
 * Sources: Angelopoulos et al. 2022, arXiv:2208.02814 and 2021, arXiv:2110.01052 (risk controlled by testing); Bates et al. 2021, arXiv:2101.02703 (upper
 * confidence bounds of a risk that never rises).
 */
export function reviewUntilRisk(evidence: ProjectEvidence, { dice, alpha }: Wish): StopReport {
  if (!(dice > 0 && dice < 1 && alpha > 0 && alpha < 1)) throw new SfumatoError('invalidInput', `review until risk: wanted a Dice and a probability between 0 and 1, got ${dice} and ${alpha}`);
  const samples = auditSamples(evidence.settled, evidence.rest);
  const restWrong = restOf(evidence, samples, alpha / 2);
  const left = errorsLeft(evidence.waiting, evidence.settled, alpha / 2);
  const report = { waitingWrong: left[0]!, restWrong };
  if (evidence.foregroundPixels === 0) return { ...report, answer: { kind: 'noForeground' }, curve: [] };
  const points = left.map(({ estimate, upper }, regions) => ({
    regions,
    lower: leastDice(evidence, upper + restWrong.upper),
    estimate: restWrong.estimate === null ? null : leastDice(evidence, estimate + restWrong.estimate),
  }));
  return { ...report, answer: answerOf(evidence, { points, samples, restWrong, dice, alpha }), curve: thinned(points) };
}

/** The least Dice that so many wrong pixels allow. @param wrong 0 and up @returns 0 … 1 */
export function leastDice({ foregroundPixels, classCount }: Pick<ProjectEvidence, 'foregroundPixels' | 'classCount'>, wrong: number): number {
  if (wrong >= foregroundPixels) return 0;
  return classCount > 2 ? 1 - wrong / foregroundPixels : (2 * (foregroundPixels - wrong)) / (2 * foregroundPixels - wrong);
}

function restOf({ rest }: ProjectEvidence, samples: readonly RatioSample[], delta: number): RestWrong {
  const rate = Math.min(1, upperRatio(samples, delta));
  return { estimate: samples.length === 0 && rest.pixels > 0 ? null : foundRate(samples) * rest.pixels, upper: rest.pixels === 0 ? 0 : rate * rest.pixels };
}

/** 0 where nothing was drawn. */
function foundRate(samples: readonly RatioSample[]): number {
  const expected = samples.reduce((sum, sample) => sum + sample.expected, 0);
  return expected === 0 ? 0 : samples.reduce((sum, { found }) => sum + found, 0) / expected;
}

interface Considered extends Wish {
  readonly points: readonly StopPoint[];
  readonly samples: readonly RatioSample[];
  readonly restWrong: RestWrong;
}

function answerOf(evidence: ProjectEvidence, considered: Considered): StopAnswer {
  const { points, restWrong, dice } = considered;
  if (points[0]!.lower >= dice) return { kind: 'reached' };
  if (points.at(-1)!.lower < dice) {
    const more = leastDice(evidence, restWrong.estimate ?? 0) < dice ? null : moreAudit(evidence, considered);
    return more === null ? { kind: 'unreachable' } : { kind: 'moreAudit', regions: more };
  }
  const settled = evidence.settled.filter(speaksOfDoubt).length;
  if (settled < fewestSettled) return { kind: 'moreSettled', regions: fewestSettled - settled };
  return { kind: 'review', regions: points.findIndex(({ lower }) => lower >= dice) };
}

/** Further audit regions, as wrong as those so far, after which what the model is sure of allows the wanted Dice; null: too many. */
function moreAudit(evidence: ProjectEvidence, { samples, dice, alpha }: Considered): number | null {
  const rate = foundRate(samples);
  const most = samples[0]?.most ?? Math.max(1, evidence.rest.largestAudit);
  const suffices = (more: number): boolean => {
    const further = Array.from({ length: more }, () => ({ found: rate * most, expected: most, most }));
    return leastDice(evidence, restOf(evidence, [...samples, ...further], alpha / 2).upper) >= dice;
  };
  let high = 1;
  while (!suffices(high)) {
    if (high >= mostAudit) return null;
    high = Math.min(mostAudit, high * 2);
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Every nth point and the last. */
function thinned(points: readonly StopPoint[]): StopPoint[] {
  const step = Math.max(1, Math.ceil(points.length / mostCurvePoints));
  return points.filter((_point, at) => at % step === 0 || at === points.length - 1);
}
