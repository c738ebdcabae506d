import { strategyNames } from '../../src-main/core/review/strategies/StrategyName.ts';
import type { StrategyName } from '../../src-main/core/review/strategies/StrategyName.ts';

/** Beside the strategies: complete images in random order, and all pixels labelled from the start. */
export const armNames = [...strategyNames, 'wholeImages', 'fullyLabelled'] as const;
export type ArmName = (typeof armNames)[number];

export const armTitles: Readonly<Record<ArmName, string>> = {
  standard: 'standard (default)',
  random: 'random',
  foregroundRandom: 'foreground-aware random',
  entropy: 'entropy',
  margin: 'margin',
  mutualInformation: 'mutual information',
  variance: 'variance of the members',
  learnedLoss: 'learned loss',
  learnedConfidence: 'learned confidence',
  coreSet: 'core-set',
  stratifiedPowerNoise: 'stratified power noise',
  wholeImages: 'whole images, random order',
  fullyLabelled: 'fully labelled',
};

export function isStrategy(arm: ArmName): arm is StrategyName {
  return arm !== 'wholeImages' && arm !== 'fullyLabelled';
}
