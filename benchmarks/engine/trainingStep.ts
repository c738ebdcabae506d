import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { drawBarChart } from '../reporting/barChart.ts';
import { describeMachine } from '../reporting/machine.ts';
import { median } from '../reporting/median.ts';
import { NativeSide } from './NativeSide.ts';
import { PythonSide, pyTorch, type Measured } from './PythonSide.ts';

/*
 * The native engine against PyTorch: one training step on 4 x 256 x 256 and one inference on 512 x 512 of the same
 * U-Net from the same weights, in turns in one run, so that what else the machine does falls on both alike.
 *
 *   node benchmarks/engine/trainingStep.ts [ROUNDS [THREADS]]
 *
 * PyTorch comes into a throw-away environment; SFUMATO_PYTORCH names one that has it already.
 */

const rounds = Number(process.argv[2] ?? 15);
const threads = Number(process.argv[3] ?? availableParallelism());
const layouts = ['channels_last', 'nchw'] as const;

/** PyTorch's threads spin for a while after their work; the other side shall not pay for it. */
const pauseMs = 300;

/** Largest relative difference of the first losses: single precision, summed in another order. */
const sameWork = 1e-3;

process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
/** By contestant, ms. */
interface Medians {
  readonly wall: readonly number[];
  readonly processor: readonly number[];
  /** Not a median: the fastest run, which other work on the machine has disturbed least. */
  readonly fastest: readonly number[];
}

const { kernels, description } = await chooseBackend('native');
const native = new NativeSide(kernels);
const { specs, values } = native.weights();
const pytorch = await PythonSide.start({
  library: pyTorch,
  script: 'trainingStep.py',
  files: new Map<string, string | Float32Array>([['weights.json', JSON.stringify(specs)], ['weights.bin', values]]),
  options: (path) => [path('weights.json'), path('weights.bin'), String(threads)],
});

const contestants: readonly { name: string; measure: (what: 'train' | 'infer') => Promise<Measured> }[] = [
  { name: 'native engine', measure: async (what) => (what === 'train' ? native.train() : native.infer()) },
  ...layouts.map((layout) => ({ name: `PyTorch, ${layout}`, measure: (what: 'train' | 'infer') => pytorch.ask(`${what} ${layout}`) })),
];

const first = await warmUp();
const medians = { train: await compare('train'), infer: await compare('infer') };
pytorch.close();
report();

/** One step each, which also shows that all do the same work. */
async function warmUp(): Promise<number[]> {
  const losses: number[] = [];
  for (const { measure } of contestants) losses.push((await measure('train')).result);
  for (const { measure } of contestants) await measure('infer');
  const [ours = NaN, ...theirs] = losses;
  for (const loss of theirs) {
    if (!(Math.abs(loss - ours) <= sameWork * Math.abs(ours))) throw new Error(`The sides differ at the first step: losses ${losses.join(', ')}.`);
  }
  return losses;
}

/** @returns the median times of each contestant, ms */
async function compare(what: 'train' | 'infer'): Promise<Medians> {
  const times = contestants.map(() => [] as Measured[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { measure }] of contestants.entries()) {
      await wait(pauseMs);
      times[index]?.push(await measure(what));
    }
  }
  return {
    wall: times.map((runs) => median(runs.map((run) => run.ms))),
    processor: times.map((runs) => median(runs.map((run) => run.cpuMs))),
    fastest: times.map((runs) => Math.min(...runs.map((run) => run.ms))),
  };
}

function report(): void {
  const machine = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const byName = (values: readonly number[]) => Object.fromEntries(contestants.map(({ name }, index) => [name, values[index] ?? NaN]));
  const ratioOf = ([ours = NaN, ...theirs]: readonly number[]): number => ours / Math.min(...theirs);
  const columns: readonly (readonly [title: string, values: readonly number[]])[] = [
    ['step', medians.train.wall],
    ['(fastest)', medians.train.fastest],
    ['(processor)', medians.train.processor],
    ['inference', medians.infer.wall],
    ['(fastest)', medians.infer.fastest],
    ['(processor)', medians.infer.processor],
  ];
  const row = (title: string, cells: readonly string[]): string => title.padEnd(26) + cells.map((cell) => cell.padStart(12)).join('');
  const lines = [
    `${description.device.text}; PyTorch ${pytorch.version}; ${threads} threads each; ${machine}; ${date}; medians of ${rounds} in turns`,
    row('ms', columns.map(([title]) => title)),
    ...contestants.map(({ name }, index) => row(name, columns.map(([, values]) => (values[index] ?? NaN).toFixed(0)))),
    row('native / best PyTorch', columns.map(([, values]) => ratioOf(values).toFixed(2))),
  ];
  console.log(lines.join('\n'));

  const folder = new URL('../../docs/results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const data = {
    benchmark: 'benchmarks/engine/trainingStep.ts',
    machine,
    date,
    engine: description.device.text,
    pytorch: pytorch.version,
    rounds,
    firstLosses: byName(first),
    threads,
    medianMs: { trainingStep: byName(medians.train.wall), inference: byName(medians.infer.wall) },
    fastestMs: { trainingStep: byName(medians.train.fastest), inference: byName(medians.infer.fastest) },
    medianProcessorMs: { trainingStep: byName(medians.train.processor), inference: byName(medians.infer.processor) },
    ratioToBestPyTorch: { trainingStep: ratioOf(medians.train.wall), inference: ratioOf(medians.infer.wall) },
  };
  writeFileSync(new URL('engine-training-step.json', folder), `${JSON.stringify(data, null, 2)}\n`);
  const bars = (values: readonly number[]) => contestants.map(({ name }, index) => ({ label: name, value: values[index] ?? NaN, isOurs: index === 0 }));
  const chart = drawBarChart({
    title: 'Native engine and PyTorch on the same U-Net (1.96 M parameters)',
    subtitle: `Median of ${rounds} runs in turns, shorter is better. ${machine}, ${date}.`,
    unit: 'ms',
    groups: [
      { title: 'Training step, 4 x 256 x 256', bars: bars(medians.train.wall) },
      { title: 'Inference, 512 x 512', bars: bars(medians.infer.wall) },
    ],
  });
  writeFileSync(new URL('engine-training-step.svg', folder), chart);
}
