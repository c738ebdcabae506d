/** Ways to choose what the expert is asked next; `standard` is what the program uses where nobody chose another. */
export const strategyNames = [
  'standard',
  'random',
  'foregroundRandom',
  'entropy',
  'margin',
  'mutualInformation',
  'variance',
  'learnedLoss',
  'learnedConfidence',
  'coreSet',
  'stratifiedPowerNoise',
] as const;

export type StrategyName = (typeof strategyNames)[number];
