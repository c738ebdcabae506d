import { countParameters } from '../../../models/parameters.ts';
import type { SchemeNetwork, WeightScheme } from './WeightScheme.ts';

/** The values are the weights: one network. */
export function plainWeights({ specs }: SchemeNetwork): WeightScheme {
  return {
    size: countParameters(specs),
    networksPerDraw: 1,
    learnsFrom: 'whole',
    initial: (weights) => weights.slice(),
    draw: (values) => ({ weights: [values], penalty: null }),
    tracker: null,
    members: ({ values }) => [values.slice()],
    membersNeedStatistics: false,
  };
}
