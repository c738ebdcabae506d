import { atOnce } from '../../sliced.ts';
import { coreSet } from './coreSet.ts';
import { entropy } from './entropy.ts';
import { foregroundRandom } from './foregroundRandom.ts';
import { learnedConfidence } from './learnedConfidence.ts';
import { learnedLoss } from './learnedLoss.ts';
import { margin } from './margin.ts';
import { mutualInformation } from './mutualInformation.ts';
import type { QueryStrategy, SlicedStrategy } from './QueryStrategy.ts';
import { random } from './random.ts';
import { standard } from './standard.ts';
import { stratifiedPowerNoise } from './stratifiedPowerNoise.ts';
import type { StrategyName } from './StrategyName.ts';
import { variance } from './variance.ts';

const strategies: Readonly<Record<StrategyName, SlicedStrategy>> = {
  standard,
  random,
  foregroundRandom,
  entropy,
  margin,
  mutualInformation,
  variance,
  learnedLoss,
  learnedConfidence,
  coreSet,
  stratifiedPowerNoise,
};

export function strategyOf(name: StrategyName): QueryStrategy {
  const strategy = strategies[name];
  return { ...strategy, order: (candidates, context) => atOnce(strategy.ordering(candidates, context)) };
}
