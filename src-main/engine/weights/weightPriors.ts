import { tf } from '../tensorflow.ts';

/** Independent normal weights and one draw of them, each [weights]. */
export interface GaussianWeights {
  readonly mean: tf.Tensor1D;
  /** Over 0. */
  readonly deviation: tf.Tensor1D;
  /** Standard normal, a constant. */
  readonly noise: tf.Tensor1D;
  /** mean + deviation · noise. */
  readonly drawn: tf.Tensor1D;
  /** 1 where a weight counts, 0 where it is a point and has no divergence. */
  readonly isRandom: tf.Tensor1D;
}

/** Two normal distributions around 0: a wide one, and a narrow one that holds most weights near 0. */
export interface ScaleMixture {
  /** 0 … 1, without the ends. */
  readonly wideShare: number;
  readonly wideDeviation: number;
  readonly narrowDeviation: number;
}

const logRootTwoPi = 0.5 * Math.log(2 * Math.PI);

/**
 * Kullback-Leibler divergence of the weights from a normal prior around 0, in closed form.
 * @param priorDeviation over 0
 * @returns nats, 0 or more, the sum over all random weights
 */
export function divergenceFromGaussian({ mean, deviation, isRandom }: GaussianWeights, priorDeviation: number): tf.Scalar {
  const spread = deviation.square().add(mean.square()).div(2 * priorDeviation ** 2);
  const each = spread.sub(deviation.log()).add(Math.log(priorDeviation) - 0.5);
  return each.mul(isRandom).sum();
}

/**
 * ln q(w) - ln p(w) of the draw, whose mean is the divergence from a prior that has no closed form.
 * @returns nats, the sum over all random weights; one draw may be below 0
 * Source: Blundell et al. 2015, arXiv:1505.05424, equations 2 and 7.
 */
export function sampledDivergenceFromMixture({ deviation, noise, drawn, isRandom }: GaussianWeights, prior: ScaleMixture): tf.Scalar {
  // (w - mean) / deviation is the noise whatever mean and deviation are: their slopes through ln q's exponent cancel.
  const logPosterior = noise.square().div(-2).sub(deviation.log()).sub(logRootTwoPi);
  return logPosterior.sub(logMixture(drawn, prior)).mul(isRandom).sum();
}

/** ln(share N(w; 0, wide²) + (1 - share) N(w; 0, narrow²)), of each weight. */
function logMixture(drawn: tf.Tensor1D, { wideShare, wideDeviation, narrowDeviation }: ScaleMixture): tf.Tensor1D {
  const square = drawn.square();
  const constant = (share: number, deviation: number): number => Math.log(share / deviation) - logRootTwoPi;
  const wide = square.div(-2 * wideDeviation ** 2).add(constant(wideShare, wideDeviation));
  const narrow = square.div(-2 * narrowDeviation ** 2).add(constant(1 - wideShare, narrowDeviation));
  // ln(e^a + e^b) = a + softplus(b - a), which overflows nowhere.
  return wide.add(tf.softplus(narrow.sub(wide)));
}
