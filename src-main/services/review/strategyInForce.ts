import type { StrategyName } from '../../core/review/strategies/StrategyName.ts';
import type { StandingRegion } from '../../store/RegionRows.ts';

/**
 * The strategy that the open regions were found by: the chosen one where any was, as a few of the one before may have been kept; else the
 * one that stands in for it.
 */
export function strategyInForce(all: readonly StandingRegion[], chosen: StrategyName): StrategyName {
  let other: StrategyName | null = null;
  for (const { arm, state, strategy } of all) {
    if (arm !== 'chosen' || state !== 'open' || strategy === null) continue;
    if (strategy === chosen) return chosen;
    other ??= strategy;
  }
  return other ?? chosen;
}
