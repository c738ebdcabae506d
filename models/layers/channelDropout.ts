import * as z from 'zod';
import type { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import type { ChannelFactors, ForwardContext } from '../Architecture.ts';

/** What the config of any network says of dropout; where its channels are dropped, each architecture says. */
export const dropoutField = {
  /** Share of the channels that are dropped; left out: none. */
  dropout: z.number().min(0).max(0.9).optional(),
};

/**
 * Dropout of whole channels, scaled so that each keeps its mean: neighbouring pixels of a feature map say nearly the same,
 * so that dropping single ones would take hardly anything away.
 * @param x [B,H,W,channels] @param rate share of the channels that is dropped, 0 … 0.9
 * @returns [B,H,W,channels]; `x` itself where the rate is 0 or the context has no factors
 * Source: Srivastava et al. 2014; whole channels: Tompson et al. 2015, arXiv:1411.4280.
 */
export function channelDropout(x: tf.Tensor4D, rate: number, { channelFactors }: ForwardContext): tf.Tensor4D {
  if (rate === 0 || !channelFactors) return x;
  const [batch, , , channels] = x.shape;
  return x.mul(channelFactors(batch, channels, rate));
}

/** For training: each image of a batch loses channels of its own. */
export function factorsByImage(random: RandomSource): ChannelFactors {
  return (batch, channels, rate) => drawFactors(random, [batch, 1, 1, channels], rate);
}

/**
 * For one stochastic pass: all images lose the same channels, for a pass is one function.
 * Source: Gal & Ghahramani 2016, arXiv:1506.02142.
 */
export function factorsOfPass(random: RandomSource): ChannelFactors {
  return (_batch, channels, rate) => drawFactors(random, [1, 1, 1, channels], rate);
}

function drawFactors(random: RandomSource, shape: [number, 1, 1, number], rate: number): tf.Tensor4D {
  const kept = 1 / (1 - rate);
  return tf.tensor4d(Float32Array.from({ length: shape[0] * shape[3] }, () => (random.chance(rate) ? 0 : kept)), shape);
}
