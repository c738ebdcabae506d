import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { attacked } from '../adversary/attacked.ts';
import type { Variant } from '../training/MemberStore.ts';
import { ensembleSize, type Method } from './Method.ts';
import { ensembleOf } from './networksAlone.ts';

/** Of the perturbations, in units of the images' range 0 … 1. */
export const largestEpsilon = 0.3;

/**
 * Each batch beside its adversary, whose strength is drawn anew for every batch: against one strength alone networks learn to
 * hide the gradient there. The loss is the mean of both halves, half the lectures' equation 20.
 * Source: Goodfellow et al. 2015, arXiv:1412.6572, section 6; the drawn strength: Kurakin et al. 2017, arXiv:1611.01236, section 3.
 */
export const adversarialVariant: Variant = {
  name: 'adversarial',
  augmented(input, target, lossOf, seed) {
    const epsilon = new RandomSource({ seed, stream: 23, counter: 0 }).uniform(0, largestEpsilon);
    return { input: tf.concat([input, attacked((x) => lossOf(x, target), input, epsilon)]), target: tf.concat([target, target]) };
  },
};

/** Source: Lakshminarayanan et al. 2017, arXiv:1612.01474, section 2.3. */
export const adversarialEnsemble: Method = {
  name: 'adversarialEnsemble',
  title: `Adversarially trained ensemble (${ensembleSize})`,
  prepare: (work) => ensembleOf(work, adversarialVariant, ensembleSize),
};
