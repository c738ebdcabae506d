import { normalNoise } from '../../../src-main/core/random/normalNoise.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { digitClasses } from '../digits/digitSets.ts';
import type { ClassificationLoss } from '../training/ClassificationLoss.ts';
import type { Variant } from '../training/MemberStore.ts';
import { networkOf } from '../training/MemberStore.ts';
import type { Method } from './Method.ts';
import { running } from './predictorOf.ts';

/** Draws of the logits' noise. */
const draws = { training: 8, prediction: 32 } as const;

const loss: ClassificationLoss = ({ logits }, target, random) => {
  const trueProbability = drawnProbabilities(logits, draws.training, random).mul(target).sum(2).mean(0);
  return trueProbability.maximum(1e-12).log().neg().mean();
};

const variant: Variant = { name: 'heteroscedastic', options: { outputs: 2 * digitClasses }, loss };

/**
 * Logits with a normal noise of their own, whose deviation the network says of each image and class; the probabilities are the
 * mean over draws of it. Source: Kendall & Gal 2017, arXiv:1703.04977, equation 12.
 */
export const heteroscedastic: Method = {
  name: 'heteroscedastic',
  title: 'Heteroscedastic logits',
  async prepare({ members, seed }) {
    const member = await members.member(variant, seed);
    const network = running(member.classifier, member.groups, networkOf(member));
    return {
      predict(input) {
        const { logits } = network.forward(input);
        // One network: its draws are the data's noise, no disagreement between members.
        return { probabilities: drawnProbabilities(logits, draws.prediction, new RandomSource({ seed, stream: 22, counter: 0 })).mean<tf.Tensor3D>(0, true) };
      },
      keptValues: network.keptValues,
      trainingMs: member.elapsedMs,
    };
  },
};

/** @param logits [1,B,20], means and then log variances @returns [draws,B,10] */
function drawnProbabilities(logits: tf.Tensor3D, count: number, random: RandomSource): tf.Tensor3D {
  const [mean, logVariance] = tf.split(logits, 2, 2) as [tf.Tensor3D, tf.Tensor3D];
  const batch = logits.shape[1];
  const noise = tf.tensor3d(normalNoise(random, count * batch * digitClasses), [count, batch, digitClasses]);
  return tf.softmax(mean.add<tf.Tensor3D>(noise.mul(logVariance.clipByValue(-10, 6).div(2).exp())));
}
