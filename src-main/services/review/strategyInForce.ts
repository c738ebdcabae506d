import type { StrategyName } from '../../core/review/strategies/StrategyName.ts';
import type { StandingRegion } from '../../store/RegionRows.ts';

/**
 * The strategy that the open regions were found by: the chosen one where any was, as a few of the one before may have been kept; else the
 * one that stands in for it. Regions of the learned loss are put in the usual order once that has lost its trust.
 */
export function strategyInForce(all: readonly StandingRegion[], { chosen, trustsLearnedLoss }: { readonly chosen: StrategyName; readonly trustsLearnedLoss: boolean }): StrategyName {
  const found = strategyFoundBy(all, chosen);
  return found === 'learnedLoss' && !trustsLearnedLoss ? 'standard' : found;
}

function strategyFoundBy(all: readonly StandingRegion[], chosen: StrategyName): StrategyName {
  let other: StrategyName | null = null;
  for (const { arm, state, strategy } of all) {
    if (arm !== 'chosen' || state !== 'open' || strategy === null) continue;
    if (strategy === chosen) return chosen;
    other ??= strategy;
  }
  return other ?? chosen;
}
