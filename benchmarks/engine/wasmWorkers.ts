import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRecipe } from '../../src-main/core/training/TrainingRecipe.ts';
import { matrixGradient } from '../../src-main/engine/backends/resizeBilinearGradient.ts';
import type { ResizeAttributes } from '../../src-main/engine/backends/resizeBilinearGradient.ts';
import { startWasm } from '../../src-main/engine/backends/wasm.ts';
import { inputBudgetBytes } from '../../src-main/engine/input/InputCache.ts';
import { greyInput } from '../../src-main/engine/input/normalisation.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import type { BatchSetup } from '../../src-main/engine/train/batchSource/BatchSource.ts';
import { PlainBatches } from '../../src-main/engine/train/batchSource/PlainBatches.ts';
import { loadTrainingData } from '../../src-main/engine/train/trainingData.ts';
import { trainWatchedMember } from '../../src-main/engine/train/trainWatchedMember.ts';
import type { MemberTask } from '../../src-main/engine/train/trainWatchedMember.ts';
import { MemberWorkers } from '../../src-main/engine/workers/MemberWorkers.ts';
import { drawBarChart } from '../reporting/barChart.ts';
import { describeMachine } from '../reporting/machine.ts';
import { median } from '../reporting/median.ts';

/*
 * WebAssembly: a training step of each of two members, one after the other in one thread with the gradients that
 * TensorFlow.js brings and with ours, and side by side in two workers. In turns in one run, so that what else the machine
 * does falls on all alike. The U-Net of `trainingStep.ts`, 4 x 256 x 256.
 *
 *   node benchmarks/engine/wasmWorkers.ts [ROUNDS]
 */

const rounds = Number(process.argv[2] ?? 5);
const members = 2;
const side = 256;

const stockInputGradient = tf.getKernel('Conv2DBackpropInput', 'wasm');
const kernels = await startWasm();
const ourInputGradient = tf.getKernel('Conv2DBackpropInput', 'wasm');
const ourResizeGradient = tf.getGradient('ResizeBilinear');
/** Enlarging by matrix products, as it was done before: TensorFlow.js's own is wrong with half-pixel centres. */
const matrixResizeGradient: tf.GradConfig = {
  kernelName: 'ResizeBilinear',
  inputsToSave: ['images'],
  gradFunc: (dy, saved, attributes) => ({
    images: () => matrixGradient(dy as tf.Tensor4D, saved[0]!.shape, attributes as unknown as ResizeAttributes),
  }),
};

const folder = await mkdtemp(join(tmpdir(), 'sfumato-benchmark-'));
const workers = new MemberWorkers(new URL('../../src-main/engine/engineProcess.ts', import.meta.url), members);
const silent = { stepped: () => undefined, told: () => undefined, ended: () => undefined };
const batchSetup = await setUpBatches();
let runs = 0;

const contestants: readonly { readonly name: string; readonly run: () => Promise<void> }[] = [
  { name: 'one thread, stock gradients', run: () => alone('stock') },
  { name: 'one thread', run: () => alone('ours') },
  { name: 'two workers', run: async () => void (await workers.train(tasks(), new AbortController().signal, () => silent)) },
];

const times = contestants.map((): number[] => []);
try {
  // The first run of each loads and warms up.
  for (let round = -1; round < rounds; round++) {
    for (const [index, { name, run }] of contestants.entries()) {
      const begun = performance.now();
      await run();
      const elapsedMs = performance.now() - begun;
      if (round >= 0) times[index]!.push(elapsedMs);
      console.log(`${round < 0 ? 'warm-up' : `round ${round + 1}`}: ${name} ${elapsedMs.toFixed(0)} ms`);
    }
    // After each round, for a run that is cut short.
    if (round >= 0) report(round + 1);
  }
} finally {
  await workers.close();
  await rm(folder, { recursive: true, force: true });
}

async function alone(gradients: 'stock' | 'ours'): Promise<void> {
  tf.unregisterKernel('Conv2DBackpropInput', 'wasm');
  tf.registerKernel(gradients === 'stock' ? stockInputGradient : ourInputGradient);
  tf.unregisterGradient('ResizeBilinear');
  tf.registerGradient(gradients === 'stock' ? matrixResizeGradient : ourResizeGradient);
  const context = { signal: new AbortController().signal, report: () => undefined, now: () => performance.now(), date: () => new Date() };
  for (const task of tasks()) await trainWatchedMember(task, new PlainBatches(task.batchSetup), kernels, context, silent);
}

/** What batches follow from: one image of a smooth wave, in a file as the engine reads it. */
async function setUpBatches(): Promise<BatchSetup> {
  const wave = Float32Array.from({ length: 4 * side * side }, (_, index) => Math.sin(index * 0.37 + (index % 257) * 0.11));
  const labels = Uint8Array.from(wave, (value) => (value > 0 ? 1 : 0));
  const samplesPath = join(folder, 'image.samples');
  await writeFile(samplesPath, Uint8Array.from(wave, (value) => Math.round(127.5 + 127.5 * value)));
  const image = { imageId: 'wave', samplesPath, width: 2 * side, height: 2 * side, channels: 1, sampleType: 'uint8' as const, labels };
  const { images, normalisation } = await loadTrainingData([image], { classCount: 2, input: greyInput, signal: new AbortController().signal });
  return { images, normalisation, seed: 1, batchSize: 4, cropSide: side, augmentation: defaultRecipe.augmentation, stepsPerMember: 1, budgetBytes: inputBudgetBytes };
}

/** One step of each member; none finds a checkpoint. */
function tasks(): MemberTask[] {
  runs++;
  return Array.from({ length: members }, (_, memberIndex) => ({
    request: { memberCount: members, stepsPerMember: 1, learningRate: 1e-3, seed: 1, checkpointFolder: join(folder, `${runs}`), watched: [] },
    memberIndex,
    architecture: 'unet',
    config: { inputChannels: 1, classes: 2, width: 16, depth: 4 },
    uncertainty: null,
    exampleCount: 1,
    classCount: 2,
    classWeights: null,
    batchSetup,
    start: null,
    fingerprint: `${runs}`,
    earlierMs: 0,
  }));
}

function report(roundsDone: number): void {
  const machine = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const medians = times.map(median);
  const [stock = NaN, single = NaN, together = NaN] = medians;
  const rows = contestants.map(({ name }, index) => ({ name, medianMs: medians[index]!, fastestMs: Math.min(...times[index]!), ratioToStock: medians[index]! / stock }));
  const table = [
    `| a training step of each of ${members} members, 4 x ${side} x ${side} | median ms | fastest ms | ratio |`,
    '|---|---|---|---|',
    ...rows.map(({ name, medianMs, fastestMs, ratioToStock }) => `| ${name} | ${medianMs.toFixed(0)} | ${fastestMs.toFixed(0)} | ${ratioToStock.toFixed(2)} |`),
  ].join('\n');
  const words = `Two workers against one thread with the same gradients: ${(together / single).toFixed(2)}; against the stock ones: ${(together / stock).toFixed(2)}.`;
  console.log(`${table}\n${words}`);
  const results = new URL('../../docs/results/', import.meta.url);
  mkdirSync(results, { recursive: true });
  const data = {
    benchmark: 'benchmarks/engine/wasmWorkers.ts',
    machine,
    date,
    rounds: roundsDone,
    members,
    results: rows,
    ratioToOneThread: together / single,
    ratioToStock: together / stock,
    times: Object.fromEntries(contestants.map(({ name }, index) => [name, times[index]!])),
  };
  writeFileSync(new URL('engine-wasm-workers.json', results), `${JSON.stringify(data, null, 2)}\n`);
  writeFileSync(
    new URL('engine-wasm-workers.md', results),
    `# WebAssembly: gradients and workers\n\n${table}\n\n${words}\n\nMedians of ${roundsDone} rounds in turns, on a machine that others used as well: ${machine}, ${date}. \`node benchmarks/engine/wasmWorkers.ts\`\n`,
  );
  const chart = drawBarChart({
    title: 'WebAssembly: a training step of each of two members',
    subtitle: `Median of ${roundsDone} rounds in turns, shorter is better. ${machine}, ${date}.`,
    unit: 'ms',
    groups: [{ title: `U-Net, 4 x ${side} x ${side}`, bars: rows.map(({ name, medianMs }, index) => ({ label: name, value: medianMs, isOurs: index === 2 })) }],
  });
  writeFileSync(new URL('engine-wasm-workers.svg', results), chart);
}
