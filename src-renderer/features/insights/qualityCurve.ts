import type { Insights } from '../../../src-main/contract/insights.ts';

type QualityPoint = Insights['quality'][number];

/** Whether corrections helped, from the first measured model to the best judged last one. */
export interface QualityVerdict {
  readonly verdict: 'better' | 'worse' | 'same' | 'one' | 'none';
  /** Change of Dice in points of a hundredth. */
  readonly points: number;
  readonly activeMinutes: number;
}

/** Dice reads alike within this. */
const sameWithin = 0.0005;

/**
 * Compares the model in use (or the latest) with the first one measured.
 * @param quality oldest first
 */
export function judgeQuality(quality: readonly QualityPoint[]): QualityVerdict {
  const first = quality[0];
  const last = quality.find(({ state }) => state === 'inUse') ?? quality.at(-1);
  if (!first || !last) return { verdict: 'none', points: 0, activeMinutes: 0 };
  const latest = last === first ? quality.at(-1)! : last;
  if (latest === first) return { verdict: 'one', points: 0, activeMinutes: 0 };
  const gain = latest.dice - first.dice;
  const verdict = Math.abs(gain) < sameWithin ? 'same' : gain > 0 ? 'better' : 'worse';
  return { verdict, points: Math.abs(gain) * 100, activeMinutes: latest.activeMinutes };
}

/** Points in the order of an axis; two models of one place on it are drawn there both, a hair apart. */
export function orderedBy(quality: readonly QualityPoint[], place: (point: QualityPoint) => number): { xs: number[]; points: QualityPoint[] } {
  const points = [...quality].sort((a, b) => place(a) - place(b) || a.createdAt.localeCompare(b.createdAt));
  const xs: number[] = [];
  for (const point of points) {
    const last = xs.at(-1);
    const x = place(point);
    xs.push(last !== undefined && x <= last ? last + Math.max(1e-6, Math.abs(last) * 1e-6) : x);
  }
  return { xs, points };
}
