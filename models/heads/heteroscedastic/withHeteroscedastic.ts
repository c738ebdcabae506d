import type { tf } from '../../../src-main/engine/tensorflow.ts';
import type { Network } from '../../registry.ts';
import { denseHead } from '../denseHead.ts';
import { wholePasses } from '../wholePasses.ts';
import { fixedNoise } from './logitNoise.ts';
import { sampledLogits } from './sampledLogits.ts';

/** Of a head that says nothing: a deviation of e^-2, a seventh of a logit, so that training begins nearly as without it. */
const initialLogVariance = -4;

/**
 * Any network that says how noisy each of its logits is; `heteroscedastic: true` in its config asks for it. Its head foresees the
 * logarithm of each logit's variance, and its logits are those of the mean softmax over noisy ones (`sampledLogits`): where
 * labels contradict each other, more noise costs less than being surely wrong. It shows as expected entropy, the part of doubt
 * that lies in the image. The head's tensors come after the network's own, which keep their places, and its gradient goes into
 * the trunk.
 * Source: Kendall & Gal 2017, arXiv:1703.04977, section 3.3.
 */
export function withHeteroscedastic(network: Network): Network {
  const { featureLevels } = network;
  const head = denseHead({ name: 'heteroscedastic', last: 'logVariance', outputs: network.config['classes'] as number });
  return {
    ...network,
    config: { ...network.config, heteroscedastic: true },
    parameterSpecs: [...network.parameterSpecs, ...head.specs(featureLevels)],
    contextRadius: network.contextRadius + head.reach(featureLevels),
    ...wholePasses(network, (parameters, outcome, { size, context }) => {
      const logVariance = head.forward(parameters, outcome.features, size).add<tf.Tensor4D>(initialLogVariance);
      return { ...outcome, logits: sampledLogits(outcome.logits, logVariance, context.logitNoise ?? fixedNoise) };
    }),
  };
}
