/** A mean with its 95 % confidence interval; none of a single value. */
export interface MeanInterval {
  readonly mean: number;
  readonly count: number;
  readonly interval: readonly [low: number, high: number] | null;
}

/** 97.5 % quantiles of Student's t by its degrees of freedom, 1 … 12. Source: Student 1908, tables as in Fisher & Yates 1938. */
const quantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179] as const;

/**
 * The mean of values that are taken to be normal, with Student's interval for it. Of differences between pairs it is the paired t-test.
 * @param values 1 … 13
 * @throws RangeError of none or more
 * Source: Student 1908, Biometrika 6(1).
 */
export function meanInterval(values: readonly number[]): MeanInterval {
  const count = values.length;
  if (count === 0 || count > quantiles.length + 1) throw new RangeError(`mean with an interval: wanted 1 … ${quantiles.length + 1} values, got ${count}`);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const quantile = quantiles[count - 2];
  if (quantile === undefined) return { mean, count, interval: null };
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  const half = (quantile * deviation) / Math.sqrt(count);
  return { mean, count, interval: [mean - half, mean + half] };
}

/** What an interval of differences says: whether it lies beyond 0. */
export type Sign = 'better' | 'worse' | 'open';

export function signOf({ interval }: MeanInterval): Sign {
  if (interval === null) return 'open';
  if (interval[0] > 0) return 'better';
  return interval[1] < 0 ? 'worse' : 'open';
}
