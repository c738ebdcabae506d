import { SfumatoError } from '../../core/SfumatoError.ts';
import { tf } from '../tensorflow.ts';

/** Keeps the logarithm finite at a probability of 0, where p ln p is 0 anyhow. */
const tiny = 1e-30;

/** What an ensemble says of each pixel; doubt in nats, 0 … ln C. */
export interface ReducedEnsemble {
  /** [B,H,W,C], mean over the members. */
  readonly mean: tf.Tensor4D;
  /** [B,H,W], int32, most probable class. */
  readonly prediction: tf.Tensor3D;
  /** [B,H,W], entropy of the mean. */
  readonly predictiveEntropy: tf.Tensor3D;
  /** [B,H,W], what the members disagree about. */
  readonly mutualInformation: tf.Tensor3D;
  /** [B,H,W], mean of the members' entropies. */
  readonly expectedEntropy: tf.Tensor3D;
}

/**
 * The one place where the member axis goes.
 * @param probabilities [M,B,H,W,C], calibrated, summing to 1 over C
 * @throws SfumatoError `invalidInput` when the rank is not 5
 * Source: Houlsby et al. 2011, arXiv:1112.5745; Lakshminarayanan et al. 2017, arXiv:1612.01474, for the mean.
 */
export function reduceEnsemble(probabilities: tf.Tensor5D): ReducedEnsemble {
  if (probabilities.rank !== 5) {
    throw new SfumatoError('invalidInput', `ensemble probabilities: wanted [M,B,H,W,C], got [${probabilities.shape.join(',')}]`);
  }
  return tf.tidy(() => {
    const mean = probabilities.mean<tf.Tensor4D>(0);
    const predictiveEntropy = entropy<tf.Tensor3D>(mean);
    const expectedEntropy = entropy<tf.Tensor4D>(probabilities).mean<tf.Tensor3D>(0);
    return {
      mean,
      prediction: mean.argMax<tf.Tensor3D>(3),
      predictiveEntropy,
      // By Jensen's inequality it is never negative; rounding may take it a hair below.
      mutualInformation: predictiveEntropy.sub(expectedEntropy).maximum<tf.Tensor3D>(0),
      expectedEntropy,
    };
  });
}

/** Entropy over the last axis. */
function entropy<Kind extends tf.Tensor>(probabilities: tf.Tensor): Kind {
  return probabilities.mul(probabilities.maximum(tiny).log()).sum<Kind>(-1).neg().maximum<Kind>(0);
}
