import type { MeanInterval } from '../figures/meanInterval.ts';

/** Shares in hundredths. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${Number.isInteger(Number(value.toFixed(6))) ? value.toFixed(0) : value.toFixed(1)} %`;
}

export function times(ratio: number): string {
  return `${ratio.toFixed(1)} ×`;
}

/** A mean of shares in hundredths with its sign and its interval. */
export function points({ mean, interval }: MeanInterval): string {
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${(100 * value).toFixed(1)}`;
  return interval ? `${signed(mean)} [${signed(interval[0])}, ${signed(interval[1])}]` : signed(mean);
}

/** A mean of shares in hundredths with half its interval; nothing where there is none. */
export function hundredths(given: MeanInterval | null): string {
  if (given === null) return '';
  const half = given.interval && (given.interval[1] - given.interval[0]) / 2;
  return half === null ? (100 * given.mean).toFixed(1) : `${(100 * given.mean).toFixed(1)} ± ${(100 * half).toFixed(1)}`;
}
