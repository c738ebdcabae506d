import { clopperPearson } from './clopperPearson.ts';
import { lowerShare, upperRatio } from './ratioBounds.ts';
import type { RatioSample } from './ratioBounds.ts';
import type { Interval, SettledRegion } from './SettledRegion.ts';

/** Level of the intervals that are reported. */
export const intervalLevel = 0.95;

/** What is left alone because the model is sure of it, and what was drawn from it. */
export interface ConfidentRest {
  /** Pixels that carry no label and lie in no region that waits for an answer. */
  readonly pixels: number;
  /** Size of the largest region drawn from it, settled or not. */
  readonly largestAudit: number;
}

export interface SilentErrors {
  /** Regions drawn among confident places that are settled, and those with an error in them. */
  readonly regions: number;
  readonly wrongRegions: number;
  readonly images: number;
  readonly pixels: number;
  readonly wrongPixels: number;
  /** Share of such regions with an error; null before one is settled. */
  readonly regionRate: Interval | null;
  /** Share of their pixels that is wrong; null before one is settled. */
  readonly pixelRate: Interval | null;
  /** Wrong pixels in all that the model is sure of; null before one is settled. */
  readonly wrongInRest: Interval | null;
}

/**
 * How often a model is wrong where it is sure, from regions drawn at random there and slipped into the queue unmarked.
 * The interval of regions is that of Clopper and Pearson. Pixels of one region are wrong together, so the region is the unit drawn: the
 * rate is a ratio of sums with the bounds of `upperRatio`, which are right however errors cluster within regions.
 *
 * Assumed: places are drawn evenly over what the model is sure of, so images count by their area; none is put off because it is wrong; what the
 * expert confirms is right. The region being the unit, errors that come in few images are covered by the draw, not by a model of images.
 * @param settled any regions of one model; those of the arm `audit` count
 */
export function silentErrors(settled: readonly SettledRegion[], rest: ConfidentRest): SilentErrors {
  const audit = auditOf(settled);
  const pixels = audit.reduce((sum, { pixelCount }) => sum + pixelCount, 0);
  const wrongPixels = audit.reduce((sum, region) => sum + region.wrongPixels, 0);
  const wrongRegions = audit.filter((region) => region.wrongPixels > 0).length;
  const counts = { regions: audit.length, wrongRegions, images: new Set(audit.map(({ imageId }) => imageId)).size, pixels, wrongPixels };
  if (audit.length === 0) return { ...counts, regionRate: null, pixelRate: null, wrongInRest: null };
  const samples = auditSamples(settled, rest);
  const tail = (1 - intervalLevel) / 2;
  const pixelRate = { estimate: wrongPixels / pixels, lower: lowerShare(samples, tail), upper: Math.min(1, upperRatio(samples, tail)) };
  return {
    ...counts,
    regionRate: clopperPearson(wrongRegions, audit.length, intervalLevel),
    pixelRate,
    wrongInRest: { estimate: pixelRate.estimate * rest.pixels, lower: pixelRate.lower * rest.pixels, upper: pixelRate.upper * rest.pixels },
  };
}

/** The settled audit regions as samples of the rate of wrong pixels, in the order in which they were settled. */
export function auditSamples(settled: readonly SettledRegion[], { largestAudit }: ConfidentRest): RatioSample[] {
  const audit = auditOf(settled);
  const most = audit.reduce((largest, { pixelCount }) => Math.max(largest, pixelCount), largestAudit);
  return audit.map(({ wrongPixels, pixelCount }) => ({ found: wrongPixels, expected: pixelCount, most }));
}

function auditOf(settled: readonly SettledRegion[]): SettledRegion[] {
  return settled.filter(({ arm }) => arm === 'audit').sort((a, b) => a.sequence - b.sequence);
}
