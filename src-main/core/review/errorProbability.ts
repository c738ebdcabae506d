import type { HeatMapRange } from '../heatMaps.ts';

/**
 * Smallest probability of error that a predictive entropy allows: the p in [0, 1 - 1/C] with
 * h(p) + p ln(C - 1) = H, h the binary entropy. For two classes it is the probability of error of a calibrated model.
 * @param entropy H in nats; beyond 0 … ln C it is taken to the nearer end
 * @param classCount C, at least 2
 * @returns 0 … 1 - 1/C
 * Source: Fano's inequality, Cover & Thomas 2006, Elements of Information Theory, theorem 2.10.1.
 */
export function errorProbabilityOfEntropy(entropy: number, classCount: number): number {
  const most = 1 - 1 / classCount;
  if (entropy <= 0) return 0;
  if (entropy >= Math.log(classCount)) return most;
  // The bound grows with p over [0, 1 - 1/C], so halving the interval finds it to 2^-40.
  let low = 0;
  let high = most;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (fanoBound(middle, classCount) < entropy) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function fanoBound(p: number, classCount: number): number {
  return -p * Math.log(p) - (1 - p) * Math.log(1 - p) + p * Math.log(classCount - 1);
}

/** @returns the probability of error of each stored byte 0 … 255 of a predictive entropy map */
export function errorProbabilityTable(range: HeatMapRange, classCount: number): Float32Array {
  const step = (range.maximum - range.minimum) / 255;
  return Float32Array.from({ length: 256 }, (_none, byte) => errorProbabilityOfEntropy(range.minimum + byte * step, classCount));
}
