import { SfumatoError } from '../SfumatoError.ts';

/** Ranks from 1; equal values share the mean of the ranks they span. */
export function ranks(values: Float32Array | Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const result = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    const shared = (start + 1 + end) / 2;
    for (let at = start; at < end; at++) result[order[at]!] = shared;
    start = end;
  }
  return result;
}

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, right with ties too.
 * @returns -1 … 1, or null where it is undefined: fewer than two pairs, or one side all equal
 * @throws SfumatoError `invalidInput` when the lengths differ
 * Source: Spearman 1904.
 */
export function spearman(a: Float32Array | Float64Array, b: Float32Array | Float64Array): number | null {
  if (a.length !== b.length) {
    throw new SfumatoError('invalidInput', `rank correlation: wanted equal lengths, got ${a.length} and ${b.length}`);
  }
  if (a.length < 2) return null;
  const ranksA = ranks(a);
  const ranksB = ranks(b);
  const mean = (a.length + 1) / 2;
  let covariance = 0;
  let varianceA = 0;
  let varianceB = 0;
  for (let at = 0; at < a.length; at++) {
    const fromMeanA = ranksA[at]! - mean;
    const fromMeanB = ranksB[at]! - mean;
    covariance += fromMeanA * fromMeanB;
    varianceA += fromMeanA ** 2;
    varianceB += fromMeanB ** 2;
  }
  if (varianceA === 0 || varianceB === 0) return null;
  return Math.min(1, Math.max(-1, covariance / Math.sqrt(varianceA * varianceB)));
}
