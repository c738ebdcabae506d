import { writeFileSync } from 'node:fs';
import { costColumns, costNote, measuredCosts, relativeCost } from './cost/relativeCost.ts';
import { networkNames, networks, type NetworkName } from './classifiers/networks.ts';
import { shiftedNames } from './digits/digitSets.ts';
import { drawMnistChart } from './drawMnistChart.ts';
import type { MeasuredRow } from './figures/measuredRows.ts';
import { goals } from './goals.ts';
import { methods } from './methods/registry.ts';

const results = new URL('../../docs/results/', import.meta.url);

/** Writes `docs/results/uncertainty-mnist.{json,md,svg}`. */
export function writeMnistPage(rows: readonly MeasuredRow[]): void {
  if (rows.length === 0) return;
  const machines = [...new Set(rows.map(({ machine, date, threads }) => `${machine}; processor threads: ${threads}; ${date}`))].join('; ');
  writeFileSync(new URL('uncertainty-mnist.json', results), `${JSON.stringify({ benchmark: 'benchmarks/uncertainty/mnist.ts', rows: rows.toSorted(byPlace) }, null, 1)}\n`);
  writeFileSync(new URL('uncertainty-mnist.svg', results), drawMnistChart(rows, machines));
  const text = [
    '# Uncertainty methods on MNIST',
    '',
    `${machines}. Made by \`node benchmarks/uncertainty/mnist.ts WORK_FOLDER\`.`,
    'Networks learn from 55,000 of the 60,000 training digits, moved at random by up to a pixel; temperatures are fitted on the other 5,000, and settings were first guesses that nobody searched for. All figures are of the official 10,000 test digits, mean ± standard deviation over the seeds given. Ensembles of different seeds have no member in common; the deterministic network is the first member of its seed’s ensemble. Methods that build on a trained network (temperature, test-time augmentation, Mahalanobis) take that same one.',
    'Foreign inputs: 2,720 characters of five alphabets (Omniglot; some Greek and Latin letters are digits to anybody), the test digits turned by 90° (a 0 stays one), and uniform noise. Digits are the positives; confidence is the highest mean probability unless the method has its own.',
    '',
    ...networkNames.flatMap((network) => sectionOf(network, rows.filter((row) => row.network === network))),
    '![NLL and accuracy by method](uncertainty-mnist.svg)',
    '',
  ].join('\n');
  writeFileSync(new URL('uncertainty-mnist.md', results), text);
}

function byPlace(first: MeasuredRow, second: MeasuredRow): number {
  const place = ({ network, method, seed }: MeasuredRow): number =>
    networkNames.findIndex((name) => name === network) * 1e4 + methods.findIndex(({ name }) => name === method) * 100 + seed;
  return place(first) - place(second);
}

function sectionOf(network: NetworkName, rows: readonly MeasuredRow[]): string[] {
  if (rows.length === 0) return [];
  const made = methods.flatMap(({ name, title }) => {
    const own = rows.filter((row) => row.method === name);
    return own.length === 0 ? [] : [{ name, title, own }];
  });
  const missing = methods.filter(({ name }) => !made.some((row) => row.name === name)).map(({ title }) => title);
  const costs = measuredCosts();
  return [
    `## ${networks[network].title}`,
    '',
    ...(missing.length === 0 ? [] : [`Not made yet: ${missing.join(', ')}.`, '']),
    '| method | seeds | NLL | accuracy, % | goal: NLL, accuracy | Brier | ECE, % | T | NLL at T | ECE at T, % | AUROC of errors |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...made.map(({ name, title, own }) => {
      const goal = goals[network][name];
      const cells = [
        title,
        String(own.length),
        spread(own, ({ nll }) => nll, 4),
        spread(own, ({ accuracy }) => accuracy * 100, 2),
        goal ? `${goal.nll}, ${goal.accuracy.toFixed(2)}` : '',
        spread(own, ({ brier }) => brier, 4),
        spread(own, ({ ece }) => ece * 100, 2),
        spread(own, ({ temperature }) => temperature, 2),
        spread(own, ({ scaled }) => scaled.nll, 4),
        spread(own, ({ scaled }) => scaled.ece * 100, 2),
        spread(own, ({ errors }) => errors.areaUnderRoc, 3),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
    `| method | ${shiftedNames.map((name) => `${name}: AUROC | AUPR | FPR95`).join(' | ')} |`,
    `|---|${'---|'.repeat(3 * shiftedNames.length)}`,
    ...made.map(({ title, own }) => {
      const cells = shiftedNames.flatMap((name) => [
        spread(own, ({ foreign }) => foreign[name].areaUnderRoc, 3),
        spread(own, ({ foreign }) => foreign[name].averagePrecision, 3),
        spread(own, ({ foreign }) => foreign[name].falsePositiveRate, 3),
      ]);
      return `| ${title} | ${cells.join(' | ')} |`;
    }),
    '',
    costNote,
    '',
    `| method | ${costColumns.join(' | ')} |`,
    `|---|${'---|'.repeat(costColumns.length)}`,
    ...made.map(({ name, title }) => `| ${title} | ${relativeCost(costs, networks[network].title, name).join(' | ')} |`),
    '',
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean ± sample standard deviation; the mean alone of one seed. */
function spread(rows: readonly MeasuredRow[], of: (row: MeasuredRow) => number, digits: number): string {
  const values = rows.map(of);
  const middle = mean(values);
  if (values.length < 2) return middle.toFixed(digits);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
  return `${middle.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
}
