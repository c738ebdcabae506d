import { joinFloats } from '../../core/joinFloats.ts';
import { normalNoise } from '../../core/random/normalNoise.ts';
import type { RandomSource } from '../../core/random/RandomSource.ts';
import { tf } from '../tensorflow.ts';
import { inputsOf, kernelsOf } from './rankOneLayout.ts';
import type { RankOneLayout } from './rankOneLayout.ts';

/**
 * Lengths and first values of the autoencoders of a network's input factors. Of each kernel, one after another, an encoder
 * [1 + inputs, 2 latent], whose first row is its bias and whose columns are the latent mean and log variance, and a decoder
 * [1 + latent, inputs] likewise.
 */
export function latentSizes(layout: RankOneLayout, latent: number) {
  const inputs = kernelsOf(layout).map(inputsOf);
  const sum = (of: (input: number) => number): number => inputs.reduce((before, input) => before + of(input), 0);
  return {
    encoder: sum((input) => (1 + input) * 2 * latent),
    decoder: sum((input) => (1 + latent) * input),
    /** Of one member: all kernels' latent vectors. */
    latentSize: inputs.length * latent,
    /** Variance 1 / inputs, biases of 0: the latent variances begin around 1, which is their prior's. */
    initialEncoder: (random: RandomSource): Float32Array =>
      joinFloats(inputs.map((input) => [new Float32Array(2 * latent), normalNoise(random, input * 2 * latent).map((noise) => noise / Math.sqrt(input))]).flat()),
    /** Biases of 1, and variance such that the factors vary by `deviation` around it. */
    initialDecoder: (deviation: number, random: RandomSource): Float32Array =>
      joinFloats(inputs.map((input) => [new Float32Array(input).fill(1), normalNoise(random, latent * input).map((noise) => (deviation * noise) / Math.sqrt(latent))]).flat()),
  };
}

export interface LatentTensors {
  /** [members · inputSize] */
  readonly inputs: tf.Tensor1D;
  readonly encoder: tf.Tensor1D;
  readonly decoder: tf.Tensor1D;
  /** Standard normal, [kernels · members · latent]. */
  readonly noise: tf.Tensor1D;
}

export interface LatentPass {
  readonly layout: RankOneLayout;
  readonly latent: number;
  readonly members: number;
}

export interface LatentOutcome {
  /** [members · inputSize] */
  readonly decoded: tf.Tensor1D;
  /** Of the latent vectors from the standard normal distribution, summed over kernels and members; nats. */
  readonly divergence: tf.Scalar;
  /** Half the squared distance of the factors from what is decoded, likewise. */
  readonly misfit: tf.Scalar;
}

/** Draws the input factors of all members through their kernels' autoencoders. */
export function latentFactors({ inputs, encoder, decoder, noise }: LatentTensors, { layout, latent, members }: LatentPass): LatentOutcome {
  const widths = kernelsOf(layout).map(inputsOf);
  const factors = inputs.reshape<tf.Tensor2D>([members, layout.inputSize]);
  const ofKernel = tf.split(factors, widths, 1);
  const encoders = tf.split(encoder, widths.map((input) => (1 + input) * 2 * latent));
  const decoders = tf.split(decoder, widths.map((input) => (1 + latent) * input));
  // Each kernel's [members, 2 latent], one below another: what follows is once for all.
  const encoded = tf.concat(widths.map((input, at) => affine(ofKernel[at]!, encoders[at]!.reshape([1 + input, 2 * latent]))), 0);
  const [mean, logVariance] = tf.split(encoded, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
  const drawn = mean.add<tf.Tensor2D>(logVariance.div(2).exp().mul(noise.reshape([widths.length * members, latent])));
  const latents = tf.split(drawn, widths.length, 0);
  const decoded = tf.concat(widths.map((input, at) => affine(latents[at]!, decoders[at]!.reshape([1 + latent, input]))), 1);
  return {
    decoded: decoded.reshape([members * layout.inputSize]),
    divergence: mean.square().add(logVariance.exp()).sub(logVariance).sub(1).sum<tf.Scalar>().div(2),
    misfit: factors.sub(decoded).square().sum<tf.Scalar>().div(2),
  };
}

/** @param x [rows, inputs] @param map [1 + inputs, outputs], its bias first */
function affine(x: tf.Tensor, map: tf.Tensor): tf.Tensor2D {
  const [inputs, outputs] = [map.shape[0] - 1, map.shape[1]!];
  const [bias, kernel] = tf.split(map, [1, inputs], 0) as [tf.Tensor2D, tf.Tensor2D];
  return tf.matMul(x.as2D(x.shape[0], inputs), kernel).add(bias.reshape([outputs]));
}

export interface LatentArrays {
  readonly inputs: Float32Array;
  readonly encoder: Float32Array;
  readonly decoder: Float32Array;
  /** [kernels · latent] */
  readonly noise: Float32Array;
}

/** The same of one member, without a tensor. @returns [inputSize] */
export function latentFactorsOfMember({ inputs, encoder, decoder, noise }: LatentArrays, { layout, latent, member }: Omit<LatentPass, 'members'> & { readonly member: number }): Float32Array {
  const decoded = new Float32Array(layout.inputSize);
  let [inputAt, encoderAt, decoderAt] = [0, 0, 0];
  for (const [kernel, input] of kernelsOf(layout).map(inputsOf).entries()) {
    const from = member * layout.inputSize + inputAt;
    const encoded = affineOfArray(inputs.subarray(from, from + input), encoder.subarray(encoderAt), 2 * latent);
    const drawn = Float32Array.from({ length: latent }, (_none, at) => encoded[at]! + Math.exp(encoded[latent + at]! / 2) * noise[kernel * latent + at]!);
    decoded.set(affineOfArray(drawn, decoder.subarray(decoderAt), input), inputAt);
    inputAt += input;
    encoderAt += (1 + input) * 2 * latent;
    decoderAt += (1 + latent) * input;
  }
  return decoded;
}

function affineOfArray(x: Float32Array, map: Float32Array, outputs: number): Float32Array {
  const sums = map.slice(0, outputs);
  x.forEach((value, row) => {
    for (let at = 0; at < outputs; at++) sums[at]! += value * map[(1 + row) * outputs + at]!;
  });
  return sums;
}
