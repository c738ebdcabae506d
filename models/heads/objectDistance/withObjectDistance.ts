import type { tf } from '../../../src-main/engine/tensorflow.ts';
import type { ForwardContext, ForwardOutcome, Parameters } from '../../Architecture.ts';
import type { Network } from '../../registry.ts';
import { objectDistance, objectDistanceReach, objectDistanceSpecs } from './arch.ts';

/**
 * Any network with a distance head on its features; `instances: true` in its config asks for it. The head's tensors come
 * after the network's own, which keep their places. It needs its levels whole, so nothing of the input's margins is left out
 * on the way (`ForwardContext.margins`): what is said of them is cropped at the end.
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
    forward: (parameters, input, context) => withDistances(parameters, network.forward(parameters, input, whole(context)), sizeOf(input)),
    split: split && {
      shared: (parameters, input, context) => split.shared(parameters, input, whole(context)),
      pass: (parameters, shared, context) => {
        const outcome = split.pass(parameters, shared, whole(context));
        return withDistances(parameters, outcome, sizeOf(outcome.logits));
      },
    },
  };
}

function whole(context: ForwardContext): ForwardContext {
  const { margins: _cropped, ...others } = context;
  return others;
}

function sizeOf({ shape }: tf.Tensor4D): [number, number] {
  return [shape[1], shape[2]];
}
