import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { initialValues } from '../../models/parameters.ts';
import { createNetwork } from '../../models/registry.ts';
import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { memberNetwork } from '../../src-main/engine/ensemble/MemberNetwork.ts';
import { tfjsRunnersOf } from '../../src-main/engine/ensemble/MemberRunners.ts';
import type { MemberOutcome, MemberRunner } from '../../src-main/engine/ensemble/MemberRunner.ts';
import { drawBarChart } from '../reporting/barChart.ts';
import { describeMachine } from '../reporting/machine.ts';
import { median } from '../reporting/median.ts';

/*
 * Eight stochastic passes of one network over a window of 512 x 512 pixels, what they have in common computed once and
 * computed by each, in turns in one run; beside them the plain network once. The U-Net of `trainingStep.ts` with half of its
 * decoder's channels dropped, untrained: what it says costs as much.
 *
 *   node benchmarks/engine/sharedPasses.ts [ROUNDS]
 *
 * SFUMATO_BACKEND names another backend than the fastest.
 */

const rounds = Number(process.argv[2] ?? 15);
const passes = 8;
const side = 512;

const { description, name: backend } = await chooseBackend();
const network = memberNetwork(createNetwork('unet', { inputChannels: 1, classes: 2, width: 16, depth: 4, dropout: 0.5 }, 'benchmark'));
const random = new RandomSource({ seed: 1, stream: 0, counter: 0 });
const weights = {
  trunk: initialValues(network.trunk.specs, 'trained', random),
  head: initialValues(network.head.specs, 'trained', random),
  statistics: initialValues(network.statistics.specs, 'statistic', random),
};
const draws = Array.from({ length: passes }, (_none, counter) => ({ seed: 1, stream: 1, counter }));
const stochastic = tfjsRunnersOf(network, weights, { temperature: 1, draws });
const plain = tfjsRunnersOf(network, weights, { temperature: 1, draws: null });
const picture = Float32Array.from({ length: side * side }, (_none, at) => Math.sin((at % side) * 0.037) * Math.cos(Math.floor(at / side) * 0.051) * 2);

const contestants: readonly { readonly name: string; readonly isOurs: boolean; readonly run: () => Promise<MemberOutcome[]> }[] = [
  { name: `${passes} passes, sharing`, isOurs: true, run: () => runAll(stochastic, sameWindow()) },
  // What is known by other values is another window: each pass computes all of it.
  { name: `${passes} passes, each by itself`, isOurs: false, run: () => runAll(stochastic, () => picture.slice()) },
  { name: 'plain network, once', isOurs: false, run: () => runAll(plain, sameWindow()) },
];

const [shared, apart] = [await contestants[0]!.run(), await contestants[1]!.run()];
if (!shared.every(({ probabilities }, pass) => probabilities.every((value, at) => value === apart[pass]!.probabilities[at]))) {
  throw new Error('The passes that share say otherwise than those that do not.');
}
/** The processor's time is what other work on the machine disturbs least. */
const times = contestants.map((): { readonly ms: number; readonly processorMs: number }[] => []);
for (let round = 0; round < rounds; round++) {
  for (const [index, { run }] of contestants.entries()) {
    const [begun, processorBegun] = [performance.now(), process.cpuUsage()];
    await run();
    const [ms, { user, system }] = [performance.now() - begun, process.cpuUsage(processorBegun)];
    times[index]!.push({ ms, processorMs: (user + system) / 1000 });
  }
}
for (const runner of [...stochastic, ...plain]) await runner.dispose();
report();

/** A window that no run before has seen. */
function sameWindow(): () => Float32Array {
  const values = picture.slice();
  return () => values;
}

async function runAll(runners: readonly MemberRunner[], window: () => Float32Array): Promise<MemberOutcome[]> {
  const outcomes: MemberOutcome[] = [];
  for (const runner of runners) outcomes.push(await runner.run({ values: window(), height: side, width: side }));
  return outcomes;
}

function report(): void {
  const [machine, date, loadAverage] = [describeMachine(), new Date().toISOString().slice(0, 10), loadavg()[1]!.toFixed(1)];
  const rows = contestants.map(({ name, isOurs }, index) => ({
    name,
    isOurs,
    medianMs: median(times[index]!.map(({ ms }) => ms)),
    fastestMs: Math.min(...times[index]!.map(({ ms }) => ms)),
    medianProcessorMs: median(times[index]!.map(({ processorMs }) => processorMs)),
  }));
  const [together, byThemselves] = rows as [(typeof rows)[number], (typeof rows)[number]];
  const figures = ['medianMs', 'fastestMs', 'medianProcessorMs'] as const;
  const [medianRatio, fastestRatio, processorRatio] = figures.map((figure) => together[figure] / byThemselves[figure]) as [number, number, number];
  const text = [
    `# ${passes} stochastic passes over ${side} x ${side} pixels`,
    '',
    `U-Net (width 16, depth 4, learning-loss head) with dropout in its decoder, medians of ${rounds} in turns.`,
    `${machine}, ${date}, load average ${loadAverage}. ${description.device.text}.`,
    '',
    '| | median (ms) | fastest (ms) | processor (ms) |',
    '|---|---:|---:|---:|',
    ...rows.map((row) => `| ${row.name} | ${figures.map((figure) => row[figure].toFixed(0)).join(' | ')} |`),
    `| sharing / each by itself | ${medianRatio.toFixed(2)} | ${fastestRatio.toFixed(2)} | ${processorRatio.toFixed(2)} |`,
    '',
    'The passes say the same in both, bit for bit. `benchmarks/engine/sharedPasses.ts`',
    '',
  ].join('\n');
  console.log(text);
  const folder = new URL('../../docs/results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const data = {
    benchmark: 'benchmarks/engine/sharedPasses.ts',
    machine,
    date,
    engine: description.device.text,
    backend,
    loadAverage: Number(loadAverage),
    rounds,
    passes,
    side,
    results: rows.map(({ isOurs: _isOurs, ...row }) => row),
    ratioToEachByItself: { median: medianRatio, fastest: fastestRatio, processor: processorRatio },
    times: Object.fromEntries(rows.map(({ name }, index) => [name, times[index]!])),
  };
  writeFileSync(new URL('engine-shared-passes.json', folder), `${JSON.stringify(data, null, 2)}\n`);
  writeFileSync(new URL('engine-shared-passes.md', folder), text);
  const chart = drawBarChart({
    title: `${passes} stochastic passes over ${side} x ${side} pixels`,
    subtitle: `Median of ${rounds} runs in turns, shorter is better. ${machine}, ${date}.`,
    unit: 'ms',
    groups: [{ title: 'U-Net with dropout in its decoder', bars: rows.map(({ name, medianMs, isOurs }) => ({ label: name, value: medianMs, isOurs })) }],
  });
  writeFileSync(new URL('engine-shared-passes.svg', folder), chart);
}
