import { tf } from '../tensorflow.ts';
import { rankOneLayout } from './rankOneLayout.ts';
import { rankOneMember, rankOneWeights } from './rankOneMembers.ts';
import type { RankOneParts } from './rankOneMembers.ts';
import { partsBySize, rankOneSizes, startRankOne } from './rankOneValues.ts';
import type { SchemeNetwork, WeightScheme } from './WeightScheme.ts';

export interface BatchEnsembleSettings {
  /** 1 or more. */
  readonly members: number;
  /** How r and s begin: `signs`, 1 or -1 by chance; `normal`, around 1. */
  readonly factors: 'signs' | 'normal';
  /** Deviation of `normal` factors, 0 or more; small where a trained network is gone on from, which signs would destroy. */
  readonly factorDeviation: number;
}

/**
 * Members that share every kernel W and differ by factors of rank 1: W ∘ r sᵀ, which is the layer with its inputs scaled by r
 * and its outputs by s. What is no kernel (biases, scales and offsets of normalisations, tokens) each has for itself.
 * Values are [shared kernels, r of all members, s of all members, own tensors of all members].
 *
 * The lectures write φ((Wᵀ(x ∘ r) ∘ s)), the same product, from the layer's side; here it is the weights that are scaled, so that
 * any network serves as it stands.
 * A step shares its batch out among the members, so that one costs what a step of one network does.
 * Source: Wen, Tran, Ba 2020, arXiv:2002.06715, section 3; r and s begin there as random signs or as normal numbers around 1.
 */
export function batchEnsemble({ specs }: SchemeNetwork, settings: BatchEnsembleSettings): WeightScheme {
  const layout = rankOneLayout(specs);
  const { members } = settings;
  const sizes = rankOneSizes(layout, members);
  const size = sizes.reduce((sum, each) => sum + each, 0);
  const partsOf = (values: Float32Array): RankOneParts<Float32Array> => {
    const [shared, inputs, outputs, own] = partsBySize(values, sizes);
    return { shared, inputs, outputs, own };
  };
  return {
    size,
    networksPerDraw: members,
    learnsFrom: 'part',
    initial(weights, random) {
      const values = new Float32Array(size);
      startRankOne(partsOf(values), weights, layout, { inputs: settings, outputs: settings }, random);
      return values;
    },
    draw(values) {
      const [shared, inputs, outputs, own] = tf.split(values, [...sizes]) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
      return { weights: rankOneWeights({ shared, inputs, outputs, own }, layout, members), penalty: null };
    },
    tracker: null,
    members: ({ values }) => Array.from({ length: members }, (_none, member) => rankOneMember(partsOf(values), layout, member)),
    // One network's statistics are not another's.
    membersNeedStatistics: true,
  };
}
