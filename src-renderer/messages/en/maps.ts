import type { HeatMapKind, OptionalMapKind } from '../../../src-main/core/heatMaps.ts';

/** The kinds of doubt, in words a clinician reads. */
export const maps = {
  predictiveEntropy: {
    name: 'Predictive entropy',
    plain: 'All doubt together: from the networks and from the image.',
    reason: 'The networks are unsure here',
    therefore: 'Doubt of the networks and of the image come together.',
  },
  mutualInformation: {
    name: 'Mutual information',
    plain: 'The networks disagree: a label here teaches most.',
    reason: 'The networks disagree',
    therefore: 'A label here teaches most.',
  },
  expectedEntropy: {
    name: 'Expected entropy',
    plain: 'The image itself is unclear: people would disagree too.',
    reason: 'The image is ambiguous here',
    therefore: 'People would disagree too.',
  },
  learnedLoss: {
    name: 'Learned loss',
    plain: 'The model expects an error here.',
    reason: 'The model expects to be wrong',
    therefore: 'It has learned where it tends to fail.',
  },
  memberVariance: {
    name: 'Variance over members',
    plain: 'How far the probabilities of the networks lie apart, mean over the classes.',
  },
  margin: {
    name: 'Margin',
    plain: 'How close the second most probable class comes to the first: 1 where both are alike.',
  },
  maximumProbability: {
    name: 'Maximum probability',
    plain: 'What is left for all other classes beside the most probable one.',
  },
  learnedConfidence: {
    name: 'Learned confidence',
    plain: 'A head of the model foresees how probable the true class is; shown is what is missing to 1.',
  },
} satisfies Record<HeatMapKind, { name: string; plain: string; reason: string; therefore: string }> & Record<OptionalMapKind, { name: string; plain: string }>;
