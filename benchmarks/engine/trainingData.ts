import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { createNetwork } from '../../models/registry.ts';
import { initialValues } from '../../models/parameters.ts';
import { defaultRecipe } from '../../src-main/core/training/TrainingRecipe.ts';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { memberNetwork } from '../../src-main/engine/ensemble/MemberNetwork.ts';
import { inputBudgetBytes } from '../../src-main/engine/input/InputCache.ts';
import { greyInput } from '../../src-main/engine/input/normalisation.ts';
import { breathe } from '../../src-main/engine/jobs/JobContext.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { temporaryFolder, tinyImages } from '../../src-main/engine/testing/tinyData.ts';
import { memberRandom } from '../../src-main/engine/train/batches.ts';
import type { BatchSetup, BatchSource } from '../../src-main/engine/train/batchSource/BatchSource.ts';
import { PlainBatches } from '../../src-main/engine/train/batchSource/PlainBatches.ts';
import { ThreadedBatches } from '../../src-main/engine/train/batchSource/ThreadedBatches.ts';
import { loadTrainingData } from '../../src-main/engine/train/trainingData.ts';
import { trainingStep } from '../../src-main/engine/train/trainingStep.ts';
import type { TrainingState } from '../../src-main/engine/train/trainingStep.ts';
import { describeMachine } from '../reporting/machine.ts';
import { median } from '../reporting/median.ts';

/*
 * How long a training step waits for its batch, and what a step takes with its batch, when batches are made between the
 * steps and when a thread of their own makes them meanwhile. The steps of all cases are taken in turns in one run, a few
 * at a time, so that what else the machine does falls on all alike.
 *
 *   node benchmarks/engine/trainingData.ts [ROUNDS [THREADS [BACKEND]]]
 */

const rounds = Number(process.argv[2] ?? 6);
const threads = Number(process.argv[3] ?? availableParallelism());
const backend = (process.argv[4] ?? 'native') as 'native' | 'webgpu' | 'wasm';
const [imageCount, imageSide, batchSize, cropSide] = [40, 512, 4, 256];
/** Steps of one case in a row; the first ones, which wait for a thread that has only begun, are left out. */
const stepsInTurn = 8;
const leftOut = 2;

process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
const { kernels, description } = await chooseBackend(backend);
const folder = await temporaryFolder();
const signal = new AbortController().signal;
const data = await loadTrainingData(await tinyImages(folder, imageCount, imageSide), { classCount: 2, input: greyInput, signal });
const setup: BatchSetup = { images: data.images, normalisation: data.normalisation, seed: 1, batchSize, cropSide, augmentation: defaultRecipe.augmentation, stepsPerMember: stepsInTurn, budgetBytes: inputBudgetBytes };
const quarter = (imageCount * imageSide * imageSide * Float32Array.BYTES_PER_ELEMENT) / 4;

const network = memberNetwork(createNetwork('unet', { inputChannels: 1, classes: 2, width: 16, depth: 4 }, 'training'));
let state = startingState();

interface Case {
  readonly name: string;
  /** Anew for each turn: nothing is made ahead into another's turn. */
  readonly open: () => Promise<BatchSource>;
}

const plain = new PlainBatches(setup);
const plainQuarter = new PlainBatches({ ...setup, budgetBytes: quarter });
const cases: readonly Case[] = [
  { name: 'one batch again and again', open: () => sameBatch() },
  { name: 'between the steps', open: async () => plain },
  { name: 'on a thread', open: () => warmThread(setup) },
  { name: 'between the steps, a quarter of the images kept', open: async () => plainQuarter },
  { name: 'on a thread, a quarter of the images kept', open: () => warmThread({ ...setup, budgetBytes: quarter }) },
];

interface Taken {
  readonly waitMs: number;
  readonly stepMs: number;
  readonly processorMs: number;
}

const taken = cases.map(() => [] as Taken[]);
for (let member = 0; member < imageCount; member++) await plain.batch(member, 0);
for (let round = 0; round < rounds; round++) {
  // Another one first in each round.
  for (let turn = 0; turn < cases.length; turn++) {
    const index = (turn + round) % cases.length;
    taken[index]!.push(...(await takeTurn(cases[index]!, round)));
  }
}
await rm(folder, { recursive: true });
report();
process.exit(0);

async function takeTurn({ open }: Case, round: number): Promise<Taken[]> {
  const source = await open();
  const figures: Taken[] = [];
  for (let step = 0; step < stepsInTurn; step++) {
    const [start, processorStart] = [performance.now(), process.cpuUsage()];
    const batch = await source.batch(round, step);
    const got = performance.now();
    const outcome = await trainingStep(network, kernels, state, batch, { step: step + 1, learningRate: 1e-4, weightDecay: 1e-2, classCount: 2, normaliseBy: 'batch', parent: null });
    if (outcome === null) throw new Error('The loss is no number.');
    state = outcome.state;
    const end = performance.now();
    const { user, system } = process.cpuUsage(processorStart);
    figures.push({ waitMs: got - start, stepMs: end - got, processorMs: (user + system) / 1000 });
    await breathe(signal);
  }
  if (source instanceof ThreadedBatches) await source.close();
  return figures.slice(leftOut);
}

/** What a step takes when nothing is to be made for it. */
async function sameBatch(): Promise<BatchSource> {
  const batch = await plain.batch(0, 0);
  return { batch: async () => batch, close: async () => undefined };
}

/** A thread that has read the images it may keep, as in all but the first epoch of a training. */
async function warmThread(given: BatchSetup): Promise<BatchSource> {
  const batches = await ThreadedBatches.start(given);
  for (let step = 0; step < imageCount / batchSize; step++) await batches.batch(rounds, setup.stepsPerMember + step);
  return batches;
}

function startingState(): TrainingState {
  const random = memberRandom(1, 0, 'initialValues', 0);
  const parts = [network.trunk, network.head].map(({ specs }) => tf.tensor1d(initialValues(specs, 'trained', random)));
  const values = tf.concat1d(parts);
  tf.dispose(parts);
  const statistics = tf.tensor1d(initialValues(network.statistics.specs, 'statistic', random));
  return { optimizer: { values, first: tf.zerosLike(values), second: tf.zerosLike(values) }, statistics };
}

function report(): void {
  const machine = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const rows = cases.map(({ name }, index) => {
    const figures = taken[index]!;
    const both = figures.map(({ waitMs, stepMs }) => waitMs + stepMs);
    return {
      name,
      steps: figures.length,
      waitMs: median(figures.map(({ waitMs }) => waitMs)),
      stepMs: median(figures.map(({ stepMs }) => stepMs)),
      bothMs: median(both),
      fastestBothMs: Math.min(...both),
      processorMs: median(figures.map(({ processorMs }) => processorMs)),
    };
  });
  const text = [
    '# What a training step waits for its batch',
    '',
    `U-Net of width 16 and depth 4, batches of ${batchSize} x ${cropSide} x ${cropSide} from ${imageCount} images of ${imageSide} x ${imageSide}; medians of steps taken in turns.`,
    `The first row is a step for which nothing is made. \`processor\` is what all threads of the process used together.`,
    `${description.device.text}; ${machine}; ${date}; load average ${load}. Made by \`node benchmarks/engine/trainingData.ts\`.`,
    '',
    '| batches are made | steps | wait, ms | step, ms | both, ms | fastest, ms | processor, ms |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(({ name, steps, waitMs, stepMs, bothMs, fastestBothMs, processorMs }) =>
      `| ${name} | ${steps} | ${waitMs.toFixed(1)} | ${stepMs.toFixed(0)} | ${bothMs.toFixed(0)} | ${fastestBothMs.toFixed(0)} | ${processorMs.toFixed(0)} |`),
    '',
  ].join('\n');
  console.log(text);
  const results = new URL('../../docs/results/', import.meta.url);
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL('engine-training-data.md', results), text);
  const record = { benchmark: 'benchmarks/engine/trainingData.ts', machine, date, load, engine: description.device.text, threads, imageCount, imageSide, batchSize, cropSide, rounds, rows, samples: Object.fromEntries(cases.map(({ name }, index) => [name, taken[index]])) };
  writeFileSync(new URL('engine-training-data.json', results), `${JSON.stringify(record, null, 1)}\n`);
}
