import { batchEnsemble as batchEnsembleWeights } from '../../../src-main/engine/weights/batchEnsemble.ts';
import { bayesByBackprop as bayesWeights } from '../../../src-main/engine/weights/bayesByBackprop.ts';
import type { Variant } from '../training/MemberStore.ts';
import { ensembleSize, type Method } from './Method.ts';
import { drawnNetworks } from './drawnNetworks.ts';
import { running, stackedProbabilities } from './predictorOf.ts';

export const bayesByBackprop = schemeMethod({
  title: 'Bayes by Backprop',
  members: 10,
  variant: {
    name: 'bayes',
    scheme: (network) => bayesWeights(network, { prior: 'gaussian', wideShare: 0.5, wideDeviation: 1, narrowDeviation: Math.exp(-6), priorDeviation: 0.1, initialDeviation: 0.02 }),
  },
});

/** Every member learns from a part of the batch of its own, so that there are as many epochs more as it takes to see half as much each. */
export const batchEnsemble = schemeMethod({
  title: 'BatchEnsemble',
  members: ensembleSize,
  variant: {
    name: 'batchEnsemble',
    scheme: (network) => batchEnsembleWeights(network, { members: ensembleSize, factors: 'normal', factorDeviation: 0.3 }),
    plan: { batchSize: 500, epochs: 20 },
  },
});

interface SchemeMethod {
  readonly title: string;
  /** Networks that predict. */
  readonly members: number;
  readonly variant: Variant & Required<Pick<Variant, 'scheme'>>;
}

/** A method that lives in the weights: trained through its scheme, then drawn from. */
function schemeMethod({ title, members: count, variant }: SchemeMethod): Method {
  return {
    name: variant.name,
    title: `${title} (${count})`,
    async prepare({ members, seed, digits, kernels }) {
      const member = await members.member(variant, seed);
      const networks = drawnNetworks(member, { count, seed, digits: digits.train, kernels }).map((network) => running(member.classifier, member.groups, network));
      return {
        predict: (input) => ({ probabilities: stackedProbabilities(networks.map((network) => network.forward(input))) }),
        // What the scheme keeps, and the statistics of each of its networks.
        keptValues: (member.tracked.length > 0 ? member.tracked.length : member.values.length) + networks.length * (member.statistics.length / member.scheme.networksPerDraw),
        trainingMs: member.elapsedMs,
      };
    },
  };
}
