import { batchEnsemble as batchEnsembleWeights } from '../../../src-main/engine/weights/batchEnsemble.ts';
import { bayesByBackprop as bayesWeights } from '../../../src-main/engine/weights/bayesByBackprop.ts';
import { lpBnn as lpBnnWeights } from '../../../src-main/engine/weights/lpBnn.ts';
import { swag as swagWeights } from '../../../src-main/engine/weights/swag.ts';
import { tradi as tradiWeights, type TradiSettings } from '../../../src-main/engine/weights/tradi.ts';
import type { Variant } from '../training/MemberStore.ts';
import { ensembleSize, type Method } from './Method.ts';
import { drawnNetworks } from './drawnNetworks.ts';
import { running, stackedProbabilities } from './predictorOf.ts';

const bayesSettings = { prior: 'gaussian', wideShare: 0.5, wideDeviation: 1, narrowDeviation: Math.exp(-6), priorDeviation: 0.1, initialDeviation: 0.02 } as const;

export const bayesByBackprop = schemeMethod({
  title: 'Bayes by Backprop',
  members: 10,
  variant: { name: 'bayes', scheme: (network) => bayesWeights(network, { ...bayesSettings, penaltyWeight: 1 }) },
});

/** A tenth of the divergence: in a dozen epochs its whole weight holds the networks back. */
export const coldBayesByBackprop = schemeMethod({
  title: 'Bayes by Backprop, cold posterior',
  members: 10,
  variant: { name: 'coldBayes', scheme: (network) => bayesWeights(network, { ...bayesSettings, penaltyWeight: 0.1 }) },
});

/** Members learn from parts of the batch of their own: the batch is larger and the epochs are more. */
const sharedPlan = { batchSize: 500, epochs: 20 } as const;

export const batchEnsemble = schemeMethod({
  title: 'BatchEnsemble',
  members: ensembleSize,
  variant: {
    name: 'batchEnsemble',
    scheme: (network) => batchEnsembleWeights(network, { members: ensembleSize, factors: 'normal', factorDeviation: 0.3 }),
    plan: sharedPlan,
  },
});

export const lpBnn = schemeMethod({
  title: 'LP-BNN',
  members: 2 * ensembleSize,
  variant: {
    name: 'lpBnn',
    scheme: (network) => lpBnnWeights(network, { members: ensembleSize, latent: 32, factors: 'normal', factorDeviation: 0.3, penaltyWeight: 1 }),
    plan: sharedPlan,
  },
});

/**
 * What follows the weights sees their spread only while they move: the learning rate stays, and the mean that the members are
 * drawn around makes up for what a falling rate would have gained.
 */
const movingPlan = { learningRate: 1e-3, schedule: { name: 'constant', warmUpShare: 0.05, power: 1 } } as const;

/** The filter looks back over some fifty steps, a quarter of an epoch. */
export const tradiSettings: TradiSettings = { stateNoise: 0.02, measurementNoise: 1, correlationLength: 1, frequencies: 10 };

export const tradi = schemeMethod({
  title: 'TRADI',
  members: 10,
  variant: { name: 'tradi', scheme: (network) => tradiWeights(network, tradiSettings), plan: movingPlan },
});

export const swag = schemeMethod({
  title: 'SWAG',
  members: 10,
  variant: { name: 'swag', scheme: (network) => swagWeights(network, { startShare: 0.7, collections: 40, rank: 20 }), plan: movingPlan },
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
