import type { Network } from '../../registry.ts';
import { wholePasses } from '../wholePasses.ts';
import { learnedConfidenceReach } from './arch.ts';

/**
 * Any network whose members have a confidence head; `learnedConfidence: true` in its config asks for it. The network itself
 * is as it was, but that its features come whole: the head stands beside it (`engine/ensemble/MemberNetwork.ts`), as that of
 * the learning loss does, and is trained apart.
 */
export function withLearnedConfidence(network: Network): Network {
  return {
    ...network,
    config: { ...network.config, learnedConfidence: true },
    contextRadius: network.contextRadius + learnedConfidenceReach(network.featureLevels),
    ...wholePasses(network, (_parameters, outcome) => outcome),
  };
}
