import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { limitThreads } from '../../src-main/engine/backends/limitThreads.ts';
import type { EngineImage } from '../../src-main/engine/engineApi.ts';
import { Ensemble } from '../../src-main/engine/ensemble/Ensemble.ts';
import { FastestRunners } from '../../src-main/engine/onnx/runtime/FastestRunners.ts';
import { PredictableImage } from '../../src-main/engine/predict/PredictableImage.ts';
import type { CoreOutcome } from '../../src-main/engine/predict/predictCore.ts';
import { predictWindows } from '../../src-main/engine/predict/predictWindows.ts';
import { drawBarChart } from '../reporting/barChart.ts';
import { describeMachine } from '../reporting/machine.ts';
import { median } from '../reporting/median.ts';
import { forgetPeak, peakBytes } from '../reporting/peakMemory.ts';
import { writeBenchmarkModel } from './benchmarkModel.ts';
import { PythonSide, pyTorch, type Measured } from './PythonSide.ts';
import { writeWave } from './writeWave.ts';

/*
 * An image of 2048 x 2048 pixels from its samples on disk to all maps of an ensemble of five (mean probabilities, variance,
 * predictive and expected entropy, mutual information, what each member says), as a job of the program makes them, against
 * PyTorch with the same weights, in turns in one run. Peak memory is that of either process during the run.
 *
 *   node benchmarks/engine/ensembleMaps.ts [ROUNDS [THREADS]]
 *
 * PyTorch comes into a throw-away environment; SFUMATO_PYTORCH names one that has it already.
 */

const rounds = Number(process.argv[2] ?? 7);
const threads = Number(process.argv[3] ?? availableParallelism());
const side = 2048;
const memberCount = 5;

/** Core of PyTorch's tiles, in pixels, beside the image at once; they have the context that a pixel of this U-Net needs. */
const theirCore = 512;

/** Threads of either side spin for a while after their work; the other shall not pay for it. */
const pauseMs = 300;

/** Largest difference of a mean probability, and of mutual information in nats: both sides are to do the same work. */
const sameWork = 1e-4;

interface MeasuredMemory extends Measured {
  readonly peakBytes: number;
}

interface Contestant {
  readonly name: string;
  readonly measure: () => Promise<MeasuredMemory>;
}

interface Outcome {
  readonly name: string;
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly medianProcessorMs: number;
  readonly peakBytes: number;
}

limitThreads(threads);
const folder = mkdtempSync(join(tmpdir(), 'sfumato-benchmark-'));
try {
  const { description } = await chooseBackend('native');
  // As the program itself: ONNX Runtime where it is faster.
  const runners = new FastestRunners(threads);
  const [modelFolder, samplesPath] = [join(folder, 'model'), join(folder, 'image.samples')];
  const { specs, members } = await writeBenchmarkModel(modelFolder, memberCount, 2);
  await writeWave(samplesPath, side);
  const image: EngineImage = { imageId: 'image', samplesPath, width: side, height: side, channels: 1, sampleType: 'uint8' };
  const ensemble = await Ensemble.load(modelFolder, null, runners);
  const { contextRadius, sizeMultiple } = ensemble.windows;
  const context = Math.ceil(contextRadius / sizeMultiple) * sizeMultiple;
  const python = await PythonSide.start({
    library: pyTorch,
    script: 'ensembleMaps.py',
    files: new Map<string, string | Uint8Array>([
      ['weights.json', JSON.stringify(specs.map(({ name, shape }) => [name, shape]))],
      ['weights.bin', Buffer.concat(members.flatMap(({ values }) => [bytesOf(values.trunk), bytesOf(values.statistics)]))],
    ]),
    options: (path) => [path('weights.json'), path('weights.bin'), samplesPath, ...[side, memberCount, theirCore, context, threads].map(String)],
  });
  const contestants: readonly Contestant[] = [
    { name: 'Sfumato', measure: () => predict(ensemble, image) },
    { name: 'PyTorch, image at once', measure: () => python.ask('whole') },
    { name: `PyTorch, tiles of ${theirCore}`, measure: () => python.ask('tiles') },
  ];
  const differences = await compareMaps(ensemble, image, python);
  const outcomes = await compare(contestants);
  python.close();
  await ensemble.dispose();
  report(outcomes, { engine: `${description.device.text}; ${runners.description.text}`, pytorch: python.version, differences });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

async function predictAll(ensemble: Ensemble, image: EngineImage, visit: (outcome: CoreOutcome) => void): Promise<void> {
  const source = await PredictableImage.open(image, ensemble.file.normalisation);
  try {
    const { signal } = new AbortController();
    await predictWindows(ensemble, source, { width: side, height: side, signal, variance: 'wanted', visit: async (outcome) => visit(outcome) });
  } finally {
    await source.close();
  }
}

/** Nothing is written, nor is it on the other side. */
async function predict(ensemble: Ensemble, image: EngineImage): Promise<MeasuredMemory> {
  forgetPeak();
  let sum = 0;
  const [start, cpuStart] = [performance.now(), process.cpuUsage()];
  await predictAll(ensemble, image, ({ probabilities }) => {
    for (let at = 1; at < probabilities.length; at += 2) sum += probabilities[at]!;
  });
  const [ms, { user, system }] = [performance.now() - start, process.cpuUsage(cpuStart)];
  return { ms, cpuMs: (user + system) / 1000, result: sum / side ** 2, peakBytes: peakBytes() };
}

interface Differences {
  readonly probability: number;
  /** Nats. */
  readonly mutualInformation: number;
}

/**
 * @returns the largest differences between our maps and either of PyTorch's
 * @throws Error when the sides do not do the same work
 */
async function compareMaps(ensemble: Ensemble, image: EngineImage, python: PythonSide): Promise<Differences> {
  const ours = { probability: new Float32Array(side ** 2), mutualInformation: new Float32Array(side ** 2) };
  await predictAll(ensemble, image, ({ window: { core }, probabilities, mutualInformation }) => {
    for (let row = 0, from = 0; row < core.height; row++) {
      for (let to = (core.y + row) * side + core.x, end = to + core.width; to < end; to++, from++) {
        ours.probability[to] = probabilities[2 * from + 1]!;
        ours.mutualInformation[to] = mutualInformation[from]!;
      }
    }
  });
  const differences = { probability: 0, mutualInformation: 0 };
  for (const command of ['whole', 'tiles']) {
    await python.ask(command);
    const path = join(folder, `${command}.maps`);
    writeFileSync(path, new Uint8Array(2 * 4 * side ** 2));
    await python.ask(`save ${path}`);
    const theirs = new Float32Array(new Uint8Array(readFileSync(path)).buffer);
    differences.probability = Math.max(differences.probability, largestDifference(ours.probability, theirs.subarray(0, side ** 2)));
    differences.mutualInformation = Math.max(differences.mutualInformation, largestDifference(ours.mutualInformation, theirs.subarray(side ** 2)));
  }
  if (!Object.values(differences).every((difference) => difference <= sameWork)) throw new Error(`The sides differ: ${JSON.stringify(differences)}.`);
  // Two empty maps would be equal too.
  if (!(Math.max(...ours.mutualInformation.filter((_value, at) => at % 997 === 0)) > 0.01)) throw new Error('The members agree everywhere: nothing was compared.');
  return differences;
}

function largestDifference(ours: Float32Array, theirs: Float32Array): number {
  let largest = 0;
  for (let at = 0; at < ours.length; at++) {
    const difference = Math.abs(ours[at]! - theirs[at]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

async function compare(contestants: readonly Contestant[]): Promise<Outcome[]> {
  const runs = contestants.map(() => [] as MeasuredMemory[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { measure }] of contestants.entries()) {
      await wait(pauseMs);
      runs[index]!.push(await measure());
    }
  }
  return contestants.map(({ name }, index) => ({
    name,
    medianMs: median(runs[index]!.map(({ ms }) => ms)),
    fastestMs: Math.min(...runs[index]!.map(({ ms }) => ms)),
    medianProcessorMs: median(runs[index]!.map(({ cpuMs }) => cpuMs)),
    peakBytes: Math.max(...runs[index]!.map((run) => run.peakBytes)),
  }));
}

function report(outcomes: readonly Outcome[], { engine, pytorch, differences }: { readonly engine: string; readonly pytorch: string; readonly differences: Differences }): void {
  const [machine, date, loadAverage] = [describeMachine(), new Date().toISOString().slice(0, 10), loadavg()[1]!.toFixed(1)];
  const [ours, ...theirs] = outcomes;
  const better = theirs.reduce((best, other) => (other.medianMs < best.medianMs ? other : best));
  const figures = ['medianMs', 'fastestMs', 'medianProcessorMs', 'peakBytes'] as const;
  const ratios = Object.fromEntries(figures.map((figure) => [figure, ours![figure] / better[figure]])) as Record<(typeof figures)[number], number>;
  const text = [
    `# All maps of an ensemble of ${memberCount} on ${side} x ${side} pixels`,
    '',
    `U-Net of width 16 and depth 4, 2 classes, 1 channel; medians of ${rounds} in turns, ${threads} threads each.`,
    `${machine}, ${date}, load average ${loadAverage}. ${engine}. PyTorch ${pytorch}, channels_last, batch normalisation folded, statistics by running sums.`,
    'Both sides start from the samples on disk and write nothing; ours also foresees the loss. Peak memory is that of the whole process.',
    `Largest differences: mean probability ${differences.probability.toExponential(1)}, mutual information ${differences.mutualInformation.toExponential(1)} nats.`,
    '',
    '| | median (s) | fastest (s) | processor (s) | peak (GB) |',
    '|---|---:|---:|---:|---:|',
    ...outcomes.map(({ name, ...of }) => `| ${name} | ${[of.medianMs / 1e3, of.fastestMs / 1e3, of.medianProcessorMs / 1e3, of.peakBytes / 1e9].map((value) => value.toFixed(2)).join(' | ')} |`),
    `| Sfumato / ${better.name} | ${figures.map((figure) => ratios[figure].toFixed(2)).join(' | ')} |`,
    '',
    '`benchmarks/engine/ensembleMaps.ts`',
    '',
  ].join('\n');
  console.log(text);
  const results = new URL('../../docs/results/', import.meta.url);
  mkdirSync(results, { recursive: true });
  const data = { benchmark: 'benchmarks/engine/ensembleMaps.ts', machine, date, loadAverage: Number(loadAverage), engine, pytorch, rounds, threads, side, memberCount, differences, outcomes, ratioTo: better.name, ratios };
  writeFileSync(new URL('engine-ensemble-maps.json', results), `${JSON.stringify(data, null, 2)}\n`);
  writeFileSync(new URL('engine-ensemble-maps.md', results), text);
  const chart = drawBarChart({
    title: `All maps of an ensemble of ${memberCount} on ${side} x ${side} pixels`,
    subtitle: `Median of ${rounds} runs in turns, shorter is better. ${machine}, ${date}.`,
    unit: '',
    groups: [
      { title: 'Time, ms', bars: outcomes.map(({ name, medianMs }, index) => ({ label: name, value: medianMs, isOurs: index === 0 })) },
      { title: 'Peak memory, MB', bars: outcomes.map(({ name, peakBytes: bytes }, index) => ({ label: name, value: bytes / 1e6, isOurs: index === 0 })) },
    ],
  });
  writeFileSync(new URL('engine-ensemble-maps.svg', results), chart);
}
