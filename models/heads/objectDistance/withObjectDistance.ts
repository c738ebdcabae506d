import type { tf } from '../../../src-main/engine/tensorflow.ts';
import type { ForwardOutcome, Parameters } from '../../Architecture.ts';
import type { Network } from '../../registry.ts';
import { objectDistance, objectDistanceReach, objectDistanceSpecs } from './arch.ts';

/**
 * Any network with a distance head on its features; `instances: true` in its config asks for it. The head's tensors come
 * after the network's own, which keep their places.
 */
export function withObjectDistance(network: Network): Network {
  const { featureLevels, split } = network;
  const withDistances = (parameters: Parameters, outcome: ForwardOutcome, size: readonly [number, number]): ForwardOutcome => ({
    ...outcome,
    distances: objectDistance(parameters, outcome.features, size),
  });
  return {
    ...network,
    config: { ...network.config, instances: true },
    parameterSpecs: [...network.parameterSpecs, ...objectDistanceSpecs(featureLevels)],
    contextRadius: network.contextRadius + objectDistanceReach(featureLevels),
    forward: (parameters, input, context) => withDistances(parameters, network.forward(parameters, input, context), sizeOf(input)),
    split: split && {
      shared: (parameters, input, context) => split.shared(parameters, input, context),
      pass: (parameters, shared, context) => {
        const outcome = split.pass(parameters, shared, context);
        return withDistances(parameters, outcome, sizeOf(outcome.logits));
      },
    },
  };
}

function sizeOf({ shape }: tf.Tensor4D): [number, number] {
  return [shape[1], shape[2]];
}
