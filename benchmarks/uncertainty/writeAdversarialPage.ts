import { writeFileSync } from 'node:fs';
import { denoiser } from './adversary/defences.ts';
import { largestEpsilon } from './methods/adversarialTraining.ts';
import { networkNames, networks, type NetworkName } from './classifiers/networks.ts';
import { drawSeriesChart } from '../reporting/seriesChart.ts';

export interface AdversarialRow {
  readonly network: NetworkName;
  readonly seed: number;
  readonly defence: string;
  readonly title: string;
  /** Share of the test digits told right, 0 … 1, by the largest change of a pixel, of 1. */
  readonly accuracies: readonly { readonly epsilon: number; readonly accuracy: number }[];
  readonly machine: string;
  readonly date: string;
}

const results = new URL('../../docs/results/', import.meta.url);

/** Writes `docs/results/uncertainty-adversarial.{json,md,svg}`. */
export function writeAdversarialPage(rows: readonly AdversarialRow[]): void {
  const machines = [...new Set(rows.map(({ machine, date }) => `${machine}; ${date}`))].join('; ');
  const panels = networkNames.flatMap((network) => {
    const own = rows.filter((row) => row.network === network);
    return own.length === 0 ? [] : [{ network, series: seriesOf(own) }];
  });
  writeFileSync(new URL('uncertainty-adversarial.json', results), `${JSON.stringify({ benchmark: 'benchmarks/uncertainty/adversarial.ts', rows }, null, 1)}\n`);
  writeFileSync(
    new URL('uncertainty-adversarial.svg', results),
    drawSeriesChart({
      title: 'Accuracy against the fast gradient sign method',
      subtitle: `Official MNIST test digits, %; ${machines}`,
      xTitle: 'epsilon, of a range of 1',
      panels: panels.map(({ network, series }) => ({ title: networks[network].title, series: series.map(({ title, points }) => ({ title, points: points.map(({ epsilon, mean }) => ({ x: epsilon, y: mean * 100 })) })) })),
    }),
  );
  const text = [
    '# Accuracy against the fast gradient sign method',
    '',
    `${machines}. Made by \`node benchmarks/uncertainty/adversarial.ts WORK_FOLDER\`.`,
    'Accuracy on the official 10,000 MNIST test digits, %, when each pixel is moved by epsilon (of a range of 1) where the loss grows; mean ± standard deviation over the seeds given. The adversary has the gradient of the very network that is defended; the denoiser is measured against one that knows the network behind it alone, as its authors did, and against one that knows both.',
    `The denoiser is a U-Net of width ${denoiser.width}, trained for ${denoiser.steps} steps on ${denoiser.batchSize} training digits each, as they are and perturbed by up to ${largestEpsilon}. Where perturbed digits are told better than clean ones, the change gives away the class that it was made against (label leaking; Kurakin et al. 2017, arXiv:1611.01236).`,
    '',
    ...panels.flatMap(({ network, series }) => [
      `## ${networks[network].title}`,
      '',
      `| network | seeds | ${series[0]!.points.map(({ epsilon }) => epsilon.toFixed(2)).join(' | ')} |`,
      `|---|---|${'---|'.repeat(series[0]!.points.length)}`,
      ...series.map(({ title, seeds, points }) => `| ${title} | ${seeds} | ${points.map(({ mean, deviation }) => `${(mean * 100).toFixed(2)}${seeds > 1 ? ` ± ${(deviation * 100).toFixed(2)}` : ''}`).join(' | ')} |`),
      '',
    ]),
    '![Accuracy against epsilon](uncertainty-adversarial.svg)',
    '',
  ].join('\n');
  writeFileSync(new URL('uncertainty-adversarial.md', results), text);
}

function seriesOf(rows: readonly AdversarialRow[]) {
  return [...new Set(rows.map(({ defence }) => defence))].map((defence) => {
    const own = rows.filter((row) => row.defence === defence);
    const points = own[0]!.accuracies.map(({ epsilon }, at) => {
      const values = own.map(({ accuracies }) => accuracies[at]!.accuracy);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return { epsilon, mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)) };
    });
    return { title: own[0]!.title, seeds: own.length, points };
  });
}
