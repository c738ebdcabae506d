import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { median } from '../../reporting/median.ts';
import type { MeasuredCost } from './MethodCost.ts';

export const costsPath = fileURLToPath(new URL('../../../docs/results/uncertainty-cost.json', import.meta.url));

/** Headings of `relativeCost`'s cells. */
export const costColumns = ['numbers kept, x', 'training, x', 'prediction, x', 'peak of memory, x'] as const;

export const costNote =
  'Cost is relative to deterministic softmax of the same round, on one thread (medians over the rounds of [uncertainty-cost.md](uncertainty-cost.md)); there the program lays out what a segmentation method draws as networks of their own, so that it keeps a whole network for each.';

export function measuredCosts(): readonly MeasuredCost[] {
  return existsSync(costsPath) ? (JSON.parse(readFileSync(costsPath, 'utf8')) as { readonly rows: readonly MeasuredCost[] }).rows : [];
}

/** Cells of a row of a table; empty where nothing has been measured. */
export function relativeCost(costs: readonly MeasuredCost[], network: string, method: string): readonly string[] {
  const own = costs.filter((row) => row.network === network);
  const ratio = (of: (row: MeasuredCost) => number): string => {
    const ratios = own
      .filter((row) => row.method === method)
      .flatMap((row) => own.filter((base) => base.method === 'deterministic' && base.round === row.round).map((base) => of(row) / of(base)));
    return ratios.length === 0 ? '' : median(ratios).toFixed(2);
  };
  return [ratio(({ keptValues }) => keptValues), ratio(({ trainingMs }) => trainingMs), ratio(({ predictionMs }) => predictionMs), ratio(({ predictionPeakBytes }) => predictionPeakBytes)];
}
