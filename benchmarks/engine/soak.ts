import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { predictImages } from '../../src-main/engine/predict/predictImages.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../../src-main/engine/testing/tinyData.ts';
import { trainEnsemble } from '../../src-main/engine/train/trainEnsemble.ts';
import { drawLineChart } from '../reporting/lineChart.ts';
import { describeMachine } from '../reporting/machine.ts';
import { slope } from '../reporting/slope.ts';

/*
 * Does the engine leak: rounds of a training, a prediction, one of each that is cancelled, and a request that fails, in one
 * process. The tensors must be as many after each round as before the first; the slope of the memory in use is told.
 *
 *   node --expose-gc benchmarks/engine/soak.ts [MINUTES]
 */

const minutes = Number(process.argv[2] ?? 2);
/** Caches and the allocator's arenas fill up first. */
const warmShare = 0.3;
const { kernels, description } = await chooseBackend();
const folder = await temporaryFolder();
const images = await tinyImages(folder, 4, 96);
const samples: { minutes: number; tensors: number; rssMiB: number }[] = [];
const modelFolder = join(folder, 'model');
await trainEnsemble(tinyRequest(folder, images, { memberCount: 2 }), kernels, quietContext());
const tensorsBefore = tf.memory().numTensors;
const startedAt = performance.now();
let rounds = 0;
while (performance.now() - startedAt < minutes * 60_000) {
  await round();
  rounds++;
  globalThis.gc?.();
  samples.push({ minutes: (performance.now() - startedAt) / 60_000, tensors: tf.memory().numTensors, rssMiB: process.memoryUsage().rss / 2 ** 20 });
}
rmSync(folder, { recursive: true, force: true });
const leaked = Math.max(...samples.map(({ tensors }) => tensors)) - tensorsBefore;
report();
process.exit(leaked === 0 ? 0 : 1);

async function round(): Promise<void> {
  const place = join(folder, 'round');
  mkdirSync(place);
  const request = (name: string) => tinyRequest(place, images, { memberCount: 2, modelFolder: join(place, name), checkpointFolder: join(place, `${name}-checkpoints`) });
  await trainEnsemble(request('whole'), kernels, quietContext());
  const ask = { images, modelFolder, outputFolder: place };
  await predictImages(ask, quietContext(), () => undefined);

  const stop = new AbortController();
  await refused(trainEnsemble(request('cancelled'), kernels, quietContext({ signal: stop.signal, report: () => stop.abort() })));
  const stopPredicting = new AbortController();
  await refused(predictImages(ask, quietContext({ signal: stopPredicting.signal }), () => stopPredicting.abort()));
  const failing = { ...kernels, batchNormTraining: (): never => { throw new Error('device lost'); } };
  await refused(trainEnsemble(request('failed'), failing, quietContext()));
  rmSync(place, { recursive: true });
}

/** What is cut short must say so: otherwise the round measures something else. */
async function refused(work: Promise<unknown>): Promise<void> {
  const ended = await work.then(() => 'done', () => 'refused');
  if (ended === 'done') throw new Error('What should have been cut short went through to its end.');
}

function report(): void {
  const machine = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const warm = samples.slice(Math.floor(samples.length * warmShare));
  const perHour = slope(warm.map(({ minutes: x, rssMiB: y }) => ({ x: x / 60, y })));
  const share = (100 * perHour) / (warm[0]?.rssMiB ?? NaN);
  const about = `${description.device.text}; ${machine}; ${date}; load average ${load}`;
  const text = [
    '# Does the engine leak',
    '',
    `${about}. ${rounds} rounds in ${minutes} minutes, each a training of two members, a prediction of four images, one of each cancelled, and one that failed.`,
    'Made by `node --expose-gc benchmarks/engine/soak.ts`.',
    '',
    '| | asked | measured |',
    '|---|---|---|',
    `| tensors more than before | 0 | ${leaked} |`,
    `| memory in use, growth an hour | < 1 % | ${share.toFixed(1)} % (${perHour.toFixed(1)} MiB of ${(warm[0]?.rssMiB ?? NaN).toFixed(0)}; straight line through the last ${100 - 100 * warmShare} %) |`,
    '',
  ].join('\n');
  console.log(text);
  const results = new URL('../../docs/results/', import.meta.url);
  writeFileSync(new URL('engine-soak.md', results), text);
  writeFileSync(new URL('engine-soak.json', results), `${JSON.stringify({ benchmark: 'benchmarks/engine/soak.ts', machine, date, load, minutes, rounds, leakedTensors: leaked, growthPercentAnHour: share, samples }, null, 2)}\n`);
  writeFileSync(
    new URL('engine-soak.svg', results),
    drawLineChart({ title: 'Memory of the engine at work', subtitle: about, curves: [{ title: 'In use', xTitle: 'minutes', unit: 'MiB', points: thin(samples).map(({ minutes: x, rssMiB: y }) => ({ x: Number(x.toFixed(2)), y })) }] }),
  );
}

/** So many samples that their labels do not run into each other. */
function thin<Item>(items: readonly Item[]): Item[] {
  const step = Math.max(1, Math.floor(items.length / 6));
  return items.filter((_item, index) => index % step === 0);
}
