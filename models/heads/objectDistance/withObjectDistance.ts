import type { Network } from '../../registry.ts';
import { wholePasses } from '../wholePasses.ts';
import { objectDistance } from './arch.ts';

/**
 * Any network with a distance head on its features; `instances: true` in its config asks for it. The head's tensors come
 * after the network's own, which keep their places.
 */
export function withObjectDistance(network: Network): Network {
  const { featureLevels } = network;
  return {
    ...network,
    config: { ...network.config, instances: true },
    parameterSpecs: [...network.parameterSpecs, ...objectDistance.specs(featureLevels)],
    contextRadius: network.contextRadius + objectDistance.reach(featureLevels),
    ...wholePasses(network, (parameters, outcome, { size }) => ({ ...outcome, distances: objectDistance.forward(parameters, outcome.features, size) })),
  };
}
