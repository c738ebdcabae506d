import { writeFileSync } from 'node:fs';
import { median } from '../../reporting/median.ts';
import type { MeasuredCost } from './MethodCost.ts';
import { costNetworks, type CostNetwork } from './networkCosts.ts';
import { costColumns, costsPath, relativeCost } from './relativeCost.ts';

/** Writes `docs/results/uncertainty-cost.md`. */
export function writeCostPage(rows: readonly MeasuredCost[]): void {
  const page = [
    '# What uncertainty methods cost',
    '',
    `${[...new Set(rows.map(({ machine, date }) => `${machine}; ${date}`))].join('; ')}. Made by \`node benchmarks/uncertainty/costs.ts WORK_FOLDER\`.`,
    'Each method in a process of its own on one thread, soon after the others of its round; ratios are to deterministic softmax of the same round, and medians over the rounds. Training is a part of the tables’ training, the same part for every method (classifiers: 3,000 of the 55,000 digits in the usual epochs; segmentation: 40 steps, twice that where the tables give twice); prediction is 2,000 digits, or three images through the program’s own windows. Methods that look at the same trained network share its training. The program lays out what a segmentation method draws as networks of their own, so that it keeps a whole network for each; the classifiers keep what the method itself needs.',
    '',
    ...costNetworks.flatMap((network) => sectionOf(network, rows.filter((row) => row.network === network.title))),
  ];
  writeFileSync(costsPath.replace(/json$/, 'md'), page.join('\n'));
}

function sectionOf({ title: network, methods }: CostNetwork, rows: readonly MeasuredCost[]): string[] {
  if (rows.length === 0) return [];
  return [
    `## ${network}`,
    '',
    `| method | rounds | ${costColumns.join(' | ')} | training, s | prediction, ms | peak of memory, MB | load average |`,
    `|---|---:|${'---:|'.repeat(costColumns.length + 4)}`,
    ...methods.flatMap(({ name, title }) => {
      const own = rows.filter((row) => row.method === name);
      if (own.length === 0) return [];
      const middle = (of: (row: MeasuredCost) => number, digits: number): string => median(own.map(of)).toFixed(digits);
      const cells = [
        title,
        own.length,
        ...relativeCost(rows, network, name),
        middle(({ trainingMs }) => trainingMs / 1000, 1),
        middle(({ predictionMs }) => predictionMs, 0),
        middle(({ predictionPeakBytes }) => predictionPeakBytes / 1e6, 0),
        middle(({ loadBefore }) => loadBefore, 1),
      ];
      return [`| ${cells.join(' | ')} |`];
    }),
    '',
  ];
}
