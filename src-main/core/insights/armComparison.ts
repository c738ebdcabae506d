import type { RandomSource } from '../random/RandomSource.ts';
import { drawClusters } from './drawClusters.ts';
import { intervalLevel } from './silentErrors.ts';
import type { SettledRegion } from './SettledRegion.ts';

export const comparedArms = ['chosen', 'random'] as const;
export type ComparedArm = (typeof comparedArms)[number];

/** Settled regions of an arm below which no word is given. */
export const fewestOfArm = 10;
/** The bootstrap's; fewer where there are so many regions that the window would wait for them. */
const [mostDraws, fewestDraws] = [400, 100];
const mostDrawnRegions = 400_000;
const gridPoints = 40;

/** An estimate whose interval may have no end: where the other arm may have found nothing at all. */
export interface OpenInterval {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface ArmFigures {
  readonly regions: number;
  /** Of which something was wrong. */
  readonly wrongRegions: number;
  readonly wrongPixels: number;
  readonly minutes: number;
  /** Wrong pixels put right a minute; null without time. */
  readonly perMinute: OpenInterval;
  /** Wrong pixels put right a region settled. */
  readonly perRegion: OpenInterval;
}

/** Wrong pixels put right in all at each of the common minutes; null after the arm's own time. */
export interface ArmCurve {
  readonly estimate: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** `tooFew`: an arm has too few settled regions or no time. `undecided`: the interval holds one. */
export type ArmVerdict = 'better' | 'worse' | 'undecided' | 'tooFew';

export interface ArmComparison {
  readonly verdict: ArmVerdict;
  /** Regions of each arm still wanted for a word. */
  readonly missing: Readonly<Record<ComparedArm, number>>;
  readonly figures: Readonly<Record<ComparedArm, ArmFigures>>;
  /** Wrong pixels a minute of the chosen arm over those of the random one. */
  readonly speedUp: OpenInterval;
  /** Minutes that the random arm would have taken for what the chosen one has put right, less those that it took. */
  readonly minutesSaved: OpenInterval;
  readonly minutes: readonly number[];
  readonly curves: Readonly<Record<ComparedArm, ArmCurve>>;
}

/** What an arm has come to. */
interface Totals {
  readonly minutes: number;
  readonly wrongPixels: number;
  readonly regions: number;
}

type Weighted = readonly (readonly [SettledRegion, number])[];

/**
 * Whether the strategy finds more errors for the expert's time than regions drawn at random beside it, on this project. Both arms run at once, under
 * the same models and hands, so what changes with time meets both. Intervals are percentiles at 95 % of a bootstrap that draws whole
 * images: errors of one image resemble each other, and images of both arms are drawn together. With fewer than five images regions are drawn by
 * themselves. Where the journal does not know a region's time, it counts as the mean of those known.
 *
 * The random arm is taken to go on at its rate so far; it tires as its errors are found, so what is saved is rather more.
 * @param settled regions of any models; those of other arms do not count
 * @param random equal sources give equal intervals
 * Source: Field & Welsh 2007, J. R. Stat. Soc. B 69, 369, the cluster bootstrap.
 */
export function armComparison(settled: readonly SettledRegion[], random: RandomSource): ArmComparison {
  const timed = withTimes(settled.filter(({ arm }) => isCompared(arm)).sort((a, b) => a.sequence - b.sequence));
  const byArm = perArm((arm) => timed.filter((region) => region.arm === arm));
  const asFound = perArm((arm): Weighted => byArm[arm].map((region) => [region, 1]));
  const totals = perArm((arm) => totalsOf(asFound[arm]));
  const minutes = commonMinutes(Math.max(totals.chosen.minutes, totals.random.minutes));
  const draws = timed.length === 0 ? 0 : Math.max(fewestDraws, Math.min(mostDraws, Math.floor(mostDrawnRegions / timed.length)));
  const replicates = Array.from({ length: draws }, () => {
    const drawn = drawClusters(timed, random);
    const weighted = perArm((arm): Weighted => byArm[arm].flatMap((region) => (drawn.has(region) ? [[region, drawn.get(region)!] as const] : [])));
    return { totals: perArm((arm) => totalsOf(weighted[arm])), curves: perArm((arm) => curveOf(weighted[arm], minutes)) };
  });
  const interval = (of: (totals: Readonly<Record<ComparedArm, Totals>>) => number): OpenInterval =>
    openInterval(of(totals), replicates.map((replicate) => of(replicate.totals)));
  const missing = perArm((arm) => Math.max(0, fewestOfArm - totals[arm].regions));
  const speedUp = interval(({ chosen, random: other }) => perMinute(chosen) / perMinute(other));
  return {
    verdict: verdictOf(missing, totals, speedUp),
    missing,
    figures: perArm((arm) => ({
      ...totals[arm],
      wrongRegions: byArm[arm].filter(({ wrongPixels }) => wrongPixels > 0).length,
      perMinute: interval((each) => perMinute(each[arm])),
      perRegion: interval((each) => each[arm].wrongPixels / each[arm].regions),
    })),
    speedUp,
    minutesSaved: interval(({ chosen, random: other }) => chosen.wrongPixels / perMinute(other) - chosen.minutes),
    minutes,
    curves: perArm((arm) => {
      const isOver = (minute: number): boolean => minute > totals[arm].minutes + 1e-9;
      const within = (values: readonly number[]): (number | null)[] => values.map((value, at) => (isOver(minutes[at]!) ? null : value));
      const bands = minutes.map((_minute, at) => percentiles(replicates.map(({ curves }) => curves[arm][at]!)));
      return { estimate: within(curveOf(asFound[arm], minutes)), lower: within(bands.map(([lower]) => lower)), upper: within(bands.map(([, upper]) => upper)) };
    }),
  };
}

function verdictOf(missing: Readonly<Record<ComparedArm, number>>, totals: Readonly<Record<ComparedArm, Totals>>, { lower, upper }: OpenInterval): ArmVerdict {
  const hasTimes = totals.chosen.minutes > 0 && totals.random.minutes > 0;
  if (missing.chosen > 0 || missing.random > 0 || !hasTimes || lower === null) return 'tooFew';
  if (lower > 1) return 'better';
  return upper !== null && upper < 1 ? 'worse' : 'undecided';
}

function isCompared(arm: SettledRegion['arm']): arm is ComparedArm {
  return (comparedArms as readonly string[]).includes(arm);
}

function perArm<Value>(of: (arm: ComparedArm) => Value): Record<ComparedArm, Value> {
  return { chosen: of('chosen'), random: of('random') };
}

function withTimes(regions: readonly SettledRegion[]): SettledRegion[] {
  const known = regions.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
  const mean = known.length === 0 ? 0 : known.reduce((sum, seconds) => sum + seconds, 0) / known.length;
  return regions.map((region) => ({ ...region, seconds: region.seconds ?? mean }));
}

function totalsOf(regions: Weighted): Totals {
  let [minutes, wrongPixels, count] = [0, 0, 0];
  for (const [region, weight] of regions) {
    minutes += (weight * region.seconds!) / 60;
    wrongPixels += weight * region.wrongPixels;
    count += weight;
  }
  return { minutes, wrongPixels, regions: count };
}

/** NaN without time, which no interval counts. */
function perMinute({ minutes, wrongPixels }: Totals): number {
  return minutes > 0 ? wrongPixels / minutes : NaN;
}

function commonMinutes(longest: number): number[] {
  return longest > 0 ? Array.from({ length: gridPoints + 1 }, (_none, at) => (at * longest) / gridPoints) : [];
}

/** Wrong pixels put right by each minute; past its end a curve goes on at its mean rate, as a drawn one may be shorter. */
function curveOf(regions: Weighted, minutes: readonly number[]): number[] {
  const total = totalsOf(regions);
  let [at, spent, found] = [0, 0, 0];
  return minutes.map((minute) => {
    while (at < regions.length) {
      const [region, weight] = regions[at]!;
      const length = (weight * region.seconds!) / 60;
      if (spent + length > minute) break;
      spent += length;
      found += weight * region.wrongPixels;
      at++;
    }
    if (at < regions.length) {
      const [region, weight] = regions[at]!;
      return found + (weight * region.wrongPixels * (minute - spent)) / ((weight * region.seconds!) / 60);
    }
    return total.minutes > 0 ? (total.wrongPixels * Math.max(minute, total.minutes)) / total.minutes : 0;
  });
}

function openInterval(estimate: number, drawn: readonly number[]): OpenInterval {
  const [lower, upper] = percentiles(drawn.filter((value) => !Number.isNaN(value)));
  return { estimate: finiteOrNull(estimate), lower: finiteOrNull(lower), upper: finiteOrNull(upper) };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** NaN where there is nothing. */
function percentiles(values: readonly number[]): [number, number] {
  if (values.length === 0) return [NaN, NaN];
  const sorted = Float64Array.from(values).sort();
  const tail = (1 - intervalLevel) / 2;
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))]!;
  return [at(tail), at(1 - tail)];
}
