import { countParameters, initialValues } from '../../../models/parameters.ts';
import { tf } from '../tensorflow.ts';
import type { SchemeNetwork, WeightScheme } from './WeightScheme.ts';

export interface PackedEnsembleSettings {
  /** Networks in the package, M: 1 or more. */
  readonly members: number;
}

/**
 * Packed-Ensembles with γ = 1: one network of α times the channels whose convolutions are grouped into M groups. Groups that
 * never meet again are M networks of their own, of α / M of the channels each, so that is what is trained here: M vectors
 * of weights side by side. The network that this goes around is the slim one; `packedWidth.ts` says how wide it is. Nothing
 * is shared, so what it gives is an ensemble for the memory and the arithmetic of about α² / M of the whole network; the
 * one grouped convolution, which a graphics card runs faster than M small ones, is not made use of.
 *
 * Each network learns from the whole batch, as in the paper, and the loss is the mean of theirs: a step costs about α² / M of one
 * of the whole network.
 * Where a network starts anew, the first member has its weights and the others are drawn for themselves. One that goes on from
 * trained weights hands them to its first member alone.
 * Source: Laurent, Lafage, Tartaglione, Daniel, Martinez, Bursuc, Franchi 2023, arXiv:2210.09184, section 3.
 */
export function packedEnsemble({ specs }: SchemeNetwork, { members }: PackedEnsembleSettings): WeightScheme {
  const count = countParameters(specs);
  return {
    size: members * count,
    networksPerDraw: members,
    learnsFrom: 'whole',
    initial(weights, random) {
      const values = new Float32Array(members * count);
      values.set(weights);
      for (let member = 1; member < members; member++) values.set(initialValues(specs, 'trained', random), member * count);
      return values;
    },
    draw: (values) => ({ weights: tf.split<tf.Tensor1D>(values, members), penalty: null }),
    tracker: null,
    members: ({ values }) => Array.from({ length: members }, (_none, member) => values.slice(member * count, (member + 1) * count)),
    // One network's statistics are not another's.
    membersNeedStatistics: true,
  };
}
