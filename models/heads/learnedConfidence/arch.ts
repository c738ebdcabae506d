import type { tf } from '../../../src-main/engine/tensorflow.ts';
import type { FeatureLevel, Parameters } from '../../Architecture.ts';
import { denseHead } from '../denseHead.ts';

const head = denseHead({ name: 'learnedConfidence', last: 'confidence', outputs: 1 });

export const learnedConfidenceSpecs = head.specs;
export const learnedConfidenceReach = head.reach;

/**
 * The confidence head, ConfidNet: foresees for each pixel the probability that the network gives to its true class. Where the
 * network is sure and wrong its largest probability is near 1; what this head says is trained to be near 0 there.
 * No gradient goes from it into the network, which is the same with and without it. Call inside `tf.tidy`.
 * @param features any number of levels, at least one, nothing of them cropped
 * @param imageSize [H, W] of the network's input
 * @returns [B, H, W, 1], 0 … 1
 * Source: Corbière et al. 2019, arXiv:1910.04851, section 2.2. Theirs are dense layers on the last features; for a pixel
 * those are convolutions, and ours looks at every level, as the network's other heads do.
 */
export function learnedConfidence(parameters: Parameters, features: readonly FeatureLevel[], imageSize: readonly [number, number]): tf.Tensor4D {
  return head.forward(parameters, features, imageSize).sigmoid();
}
