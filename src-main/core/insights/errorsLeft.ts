import { upperRatio } from './ratioBounds.ts';
import type { SettledRegion } from './SettledRegion.ts';

/** A region that waits for an answer. */
export interface WaitingRegion {
  readonly pixelCount: number;
  /** Wrong pixels that the model expects in it. */
  readonly expectedWrong: number;
}

/** Wrong pixels that stay after so many of the next regions are settled. */
export interface ErrorsLeft {
  readonly estimate: number;
  readonly upper: number;
}

/** Settled regions in a group of like doubt: fewer say too little of it. */
const smallestGroup = 50;
const mostGroups = 4;

/** Among these regions, how many errors were found for each that was expected. */
interface Group {
  /** Share of pixels expected to be wrong: the group's least and highest. */
  readonly lowest: number;
  readonly highest: number;
  readonly ratio: number;
  readonly upperRatio: number;
}

/**
 * Bounds the wrong pixels left in regions that wait, for every number of them that may still be settled: the model's own probabilities of
 * error, put right by what was found in settled regions of like doubt. Settled regions are parted into up to four groups by the share of
 * their pixels expected to be wrong; each has its ratio of found to expected with an upper bound (`upperRatio`), and what a sum of
 * regions may deviate from its expectation is bounded by Bernstein's inequality. A region that is doubted less than every settled one is held to be
 * as wrong as that one: the model's order is trusted there, its numbers are not.
 *
 * Assumed: given the doubt, regions that wait err in the same proportion as those that were settled (the order of the queue uses no other
 * knowledge of errors), regions err independently given it, and every bound holds at once by the union bound: with probability 1 - delta.
 * @param waiting in the order in which they will be asked
 * @param settled of the same model; those of the arms `disagreement` and `contradiction` speak of labels and do not count
 * @returns waiting.length + 1 values, after 0, 1 … regions, never rising
 * Source: Waudby-Smith & Ramdas 2024, arXiv:2010.09686, for the ratio; Boucheron, Lugosi & Massart 2013, corollary 2.11, for the sum.
 */
export function errorsLeft(waiting: readonly WaitingRegion[], settled: readonly SettledRegion[], delta: number): ErrorsLeft[] {
  const groups = groupsOf(settled.filter(speaksOfDoubt), delta / 2);
  const logarithm = Math.log(2 / delta);
  const left = new Array<ErrorsLeft>(waiting.length + 1);
  let [estimate, mean, variance, largest, all] = [0, 0, 0, 0, 0];
  left[waiting.length] = { estimate: 0, upper: 0 };
  for (let at = waiting.length - 1; at >= 0; at--) {
    const region = waiting[at]!;
    const expected = expectedIn(region, groups);
    estimate += expected.estimate;
    mean += expected.upper;
    // Of values between 0 and the size with at most this mean, none varies more.
    const most = Math.min(expected.upper, region.pixelCount / 2);
    variance += most * (region.pixelCount - most);
    largest = Math.max(largest, region.pixelCount);
    all += region.pixelCount;
    const deviation = Math.sqrt(2 * variance * logarithm) + (largest * logarithm) / 3;
    // A sum that rises while its bound falls by its cap cannot be, but rounding may take it a hair up.
    left[at] = { estimate, upper: Math.max(left[at + 1]!.upper, Math.min(all, mean + deviation)) };
  }
  return left;
}

/** Whether a region tells how far the model's doubt can be believed. */
export function speaksOfDoubt({ arm }: Pick<SettledRegion, 'arm'>): boolean {
  return arm !== 'disagreement' && arm !== 'contradiction';
}

function groupsOf(settled: readonly SettledRegion[], delta: number): Group[] {
  const byDoubt = settled.filter(({ expectedWrong }) => expectedWrong > 0).sort((a, b) => shareOf(a) - shareOf(b));
  if (byDoubt.length === 0) return [];
  const count = Math.max(1, Math.min(mostGroups, Math.floor(byDoubt.length / smallestGroup)));
  return Array.from({ length: count }, (_none, group) => {
    const members = byDoubt.slice(Math.floor((group * byDoubt.length) / count), Math.floor(((group + 1) * byDoubt.length) / count));
    const found = members.reduce((sum, { wrongPixels }) => sum + wrongPixels, 0);
    const expected = members.reduce((sum, { expectedWrong }) => sum + expectedWrong, 0);
    // The bet on each must not know the later ones: in the order of settling.
    const samples = members
      .toSorted((a, b) => a.sequence - b.sequence)
      .map(({ wrongPixels, expectedWrong, pixelCount }) => ({ found: wrongPixels, expected: expectedWrong, most: pixelCount }));
    return { lowest: shareOf(members[0]!), highest: shareOf(members.at(-1)!), ratio: found / expected, upperRatio: upperRatio(samples, delta / count) };
  });
}

function expectedIn(region: WaitingRegion, groups: readonly Group[]): { readonly estimate: number; readonly upper: number } {
  const share = shareOf(region);
  const group = groups.find(({ highest }) => share <= highest) ?? groups.at(-1);
  if (!group) return { estimate: region.expectedWrong, upper: region.pixelCount };
  const believed = Math.max(share, groups[0]!.lowest) * region.pixelCount;
  return {
    estimate: Math.min(region.pixelCount, group.ratio * region.expectedWrong),
    upper: Math.min(region.pixelCount, group.upperRatio * believed),
  };
}

function shareOf({ expectedWrong, pixelCount }: WaitingRegion): number {
  return expectedWrong / pixelCount;
}
