import type { OptionalMapRanges } from '../heatMaps.ts';
import type { QueryStrategy } from './strategies/QueryStrategy.ts';
import { strategyOf } from './strategies/strategies.ts';
import type { StrategyName } from './strategies/StrategyName.ts';

/** Why another strategy stands in for the chosen one: its map was not made, or the learned loss has not proved itself. */
export type FallbackReason = 'mapMissing' | 'learnedLossPoor';

export interface EffectiveStrategy {
  readonly strategy: QueryStrategy;
  /** Null where it is the chosen one. */
  readonly fallback: FallbackReason | null;
}

/**
 * The strategy that a prediction allows: the chosen one, or the usual one where that has nothing to go by.
 * @param ranges of the prediction's maps; an optional map is there where its range is
 */
export function effectiveStrategy(chosen: StrategyName, ranges: OptionalMapRanges, trustsLearnedLoss: boolean): EffectiveStrategy {
  const strategy = strategyOf(chosen);
  if (strategy.needs !== null && !ranges[strategy.needs]) return { strategy: strategyOf('standard'), fallback: 'mapMissing' };
  if (strategy.map === 'learnedLoss' && !trustsLearnedLoss) return { strategy: strategyOf('standard'), fallback: 'learnedLossPoor' };
  return { strategy, fallback: null };
}
