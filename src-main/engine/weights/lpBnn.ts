import { normalNoise } from '../../core/random/normalNoise.ts';
import { tf } from '../tensorflow.ts';
import { latentFactors, latentFactorsOfMember, latentSizes } from './latentFactors.ts';
import { rankOneLayout } from './rankOneLayout.ts';
import { rankOneMember, rankOneWeights } from './rankOneMembers.ts';
import { partsBySize, rankOneSizes, startRankOne } from './rankOneValues.ts';
import type { SchemeNetwork, WeightScheme } from './WeightScheme.ts';

export interface LpBnnSettings {
  /** Rank-1 members, 1 or more. */
  readonly members: number;
  /** Length of the latent vector of each kernel, 1 or more. */
  readonly latent: number;
  /** How the output factors begin, as in a BatchEnsemble. */
  readonly factors: 'signs' | 'normal';
  /** Deviation of the input factors, and of `normal` output factors, around 1 at the start: 0 or more. */
  readonly factorDeviation: number;
  /** What the penalty counts each nat of divergence and of reconstruction with: 0 or more; 1 is the evidence's lower bound. */
  readonly penaltyWeight: number;
}

/**
 * LP-BNN: a BatchEnsemble whose input factors r go through a variational autoencoder, one for each kernel: r is encoded into the
 * mean and deviation of a short latent vector z, z is drawn, and the factors decoded from it take r's place:
 * W ∘ r̂(z) sᵀ. So each member is not one network but a distribution of networks, of a low dimension.
 *
 * The penalty is the autoencoders' part of the evidence's lower bound, of all kernels and members: the divergence of z from the
 * standard normal distribution, and |r - r̂|² / 2, a Gaussian likelihood of r up to its constant. Encoder and decoder
 * are one linear layer each, shared by the members. Decoders start around 1, so that the first networks are those of W.
 *
 * Values are [shared kernels, r and s of all members, own tensors of all members, encoders, decoders]. Members
 * are drawn as many as asked for: the first from r of the first, and so on, over and over.
 * Source: Franchi, Bursuc, Aldea, Dubuisson, Bloch 2020, arXiv:2012.02818.
 */
export function lpBnn({ specs }: SchemeNetwork, settings: LpBnnSettings): WeightScheme {
  const layout = rankOneLayout(specs);
  const { members, latent, penaltyWeight } = settings;
  const inner = latentSizes(layout, latent);
  const sizes = [...rankOneSizes(layout, members), inner.encoder, inner.decoder] as const;
  const size = sizes.reduce((sum, each) => sum + each, 0);
  const partsOf = (values: Float32Array) => {
    const [shared, inputs, outputs, own, encoder, decoder] = partsBySize(values, sizes);
    return { shared, inputs, outputs, own, encoder, decoder };
  };
  return {
    size,
    networksPerDraw: members,
    learnsFrom: 'part',
    initial(weights, random) {
      const values = new Float32Array(size);
      const to = partsOf(values);
      startRankOne(to, weights, layout, { inputs: { ...settings, factors: 'normal' }, outputs: settings }, random);
      to.encoder.set(inner.initialEncoder(random));
      to.decoder.set(inner.initialDecoder(settings.factorDeviation, random));
      return values;
    },
    draw(values, random) {
      const [shared, inputs, outputs, own, encoder, decoder] = tf.split(values, [...sizes]) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
      const noise = tf.tensor1d(normalNoise(random, members * inner.latentSize));
      const { decoded, divergence, misfit } = latentFactors({ inputs, encoder, decoder, noise }, { layout, latent, members });
      return {
        weights: rankOneWeights({ shared, inputs: decoded, outputs, own }, layout, members),
        penalty: divergence.add<tf.Scalar>(misfit).mul(penaltyWeight),
      };
    },
    tracker: null,
    members({ values }, count, random) {
      const parts = partsOf(values);
      return Array.from({ length: count }, (_none, index) => {
        const member = index % members;
        const own = { ...parts, noise: normalNoise(random, inner.latentSize) };
        const inputs = latentFactorsOfMember(own, { layout, latent, member });
        const alone = {
          shared: parts.shared,
          inputs,
          outputs: parts.outputs.subarray(member * layout.outputSize, (member + 1) * layout.outputSize),
          own: parts.own.subarray(member * layout.ownSize, (member + 1) * layout.ownSize),
        };
        return rankOneMember(alone, layout, 0);
      });
    },
    membersNeedStatistics: true,
  };
}
