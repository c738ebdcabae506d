import { countParameters, sizeOf } from '../../../models/parameters.ts';
import type { ParameterSpec } from '../../../models/Architecture.ts';
import { normalNoise } from '../../core/random/normalNoise.ts';
import type { RandomSource } from '../../core/random/RandomSource.ts';
import { tf } from '../tensorflow.ts';
import { divergenceFromGaussian, sampledDivergenceFromMixture } from './weightPriors.ts';
import type { GaussianWeights, ScaleMixture } from './weightPriors.ts';
import type { SchemeNetwork, WeightScheme } from './WeightScheme.ts';

export interface BayesByBackpropSettings {
  /** `scaleMixture`: the paper's, whose divergence is sampled; `gaussian`: one normal distribution, in closed form. */
  readonly prior: 'scaleMixture' | 'gaussian';
  /** Share of the wide part of the mixture, 0 … 1. */
  readonly wideShare: number;
  /** Standard deviations of the wide and of the narrow part, over 0. */
  readonly wideDeviation: number;
  readonly narrowDeviation: number;
  /** Of the `gaussian` prior, over 0. */
  readonly priorDeviation: number;
  /** Standard deviation of every random weight before the first step, over 0. */
  readonly initialDeviation: number;
  /** Of the divergence beside the loss, 0 or more: 1 is Bayes’ rule, less a "cold" posterior that trusts the data more. */
  readonly penaltyWeight: number;
}

/**
 * Variational inference over the weights: each is a normal distribution of its own, whose mean and deviation are trained by
 * one draw a step. Values are [mean, rho], each as long as the weights; the deviation is softplus(rho) = ln(1 + e^rho).
 *
 * Random is all that the paper calls weights: kernels, biases, offsets, tokens. What starts as 1, the scales of normalisations,
 * the paper's networks have not; it stays a point, for a prior around 0 would say of a scale that its channel is better off.
 *
 * The deviations start small beside those of the initial weights: a network whose signal drowns in its own noise learns only
 * to be less noisy. The penalty is the divergence of the posterior from the prior in nats, for the interface to divide by
 * the number of examples, which is the paper's even weighting of minibatches.
 * Source: Blundell, Cornebise, Kavukcuoglu, Wierstra 2015, arXiv:1505.05424, sections 3.2 to 3.4; its values for the prior:
 * share 1/4, 1/2 or 3/4, deviations e^0 … e^-2 and e^-6 … e^-8. A weight below 1, where few examples leave the prior too
 * strong: Wenzel et al. 2020, arXiv:2002.02405, section 2.3.
 */
export function bayesByBackprop({ specs }: SchemeNetwork, settings: BayesByBackpropSettings): WeightScheme {
  const count = countParameters(specs);
  const isRandom = randomWeights(specs);
  const noiseOf = (random: RandomSource): Float32Array => {
    const noise = normalNoise(random, count);
    for (let at = 0; at < count; at++) noise[at]! *= isRandom[at]!;
    return noise;
  };
  return {
    size: 2 * count,
    networksPerDraw: 1,
    learnsFrom: 'whole',
    initial(weights) {
      const values = new Float32Array(2 * count);
      values.set(weights);
      return values.fill(inverseSoftplus(settings.initialDeviation), count);
    },
    draw(values, random) {
      const [mean, rho] = tf.split(values, 2) as [tf.Tensor1D, tf.Tensor1D];
      const deviation = tf.softplus(rho);
      const noise = tf.tensor1d(noiseOf(random));
      const drawn = mean.add<tf.Tensor1D>(deviation.mul(noise));
      const away = divergence({ mean, deviation, noise, drawn, isRandom: tf.tensor1d(isRandom) }, settings);
      return { weights: [drawn], penalty: away.mul(settings.penaltyWeight) };
    },
    tracker: null,
    members: ({ values }, members, random) =>
      Array.from({ length: members }, () => noiseOf(random).map((noise, at) => values[at]! + softplus(values[count + at]!) * noise)),
    // A draw was normalised by its own batches in training; the running statistics are those of all draws.
    membersNeedStatistics: true,
  };
}

function divergence(weights: GaussianWeights, settings: BayesByBackpropSettings): tf.Scalar {
  if (settings.prior === 'gaussian') return divergenceFromGaussian(weights, settings.priorDeviation);
  return sampledDivergenceFromMixture(weights, settings satisfies ScaleMixture);
}

/** [weights], 1 where the weight is random, 0 where it is a point. */
function randomWeights(specs: readonly ParameterSpec[]): Float32Array {
  const isRandom = new Float32Array(countParameters(specs));
  let offset = 0;
  for (const { shape, initialiser } of specs) {
    const end = offset + sizeOf(shape);
    isRandom.fill(initialiser === 'ones' ? 0 : 1, offset, end);
    offset = end;
  }
  return isRandom;
}

/** ln(1 + e^x) without an overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function inverseSoftplus(y: number): number {
  return y + Math.log(-Math.expm1(-y));
}
