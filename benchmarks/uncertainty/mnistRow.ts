import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { limitThreads } from '../../src-main/engine/backends/limitThreads.ts';
import { describeMachine } from '../reporting/machine.ts';
import { forgetPeak, peakBytes } from '../reporting/peakMemory.ts';
import { networkNames } from './classifiers/networks.ts';
import { loadDigits, shiftedNames } from './digits/digitSets.ts';
import { writeOutcome } from './figures/Outcome.ts';
import { methods } from './methods/registry.ts';
import { predictSet } from './prediction/predictSet.ts';
import { MemberStore } from './training/MemberStore.ts';

/*
 * Trains one method with one seed on one network and lets it say what it thinks of every set of images, in a process of its
 * own: so that its peak of memory is its own. Started by mnist.ts. Cut off, it goes on with the members that are done.
 *
 *   node benchmarks/uncertainty/mnistRow.ts WORK_FOLDER NETWORK METHOD SEED EFFORT THREADS
 */

/** What a row cost; what it says lies beside it. */
export interface RowCost {
  readonly network: string;
  readonly method: string;
  readonly seed: number;
  readonly keptValues: number;
  readonly trainingMs: number;
  /** Of the 10,000 test digits, in batches of 500. */
  readonly predictionMs: number;
  /** High-water mark of the process's resident memory while it predicted. */
  readonly predictionPeakBytes: number;
  /** Of the processor: a number, or `all`. */
  readonly threads: string;
  readonly machine: string;
  readonly date: string;
  /** Of the machine when prediction began: other work at the time lengthens it. */
  readonly load: number;
}

const [workFolder, networkName, methodName, seedText, effortText, threadText] = process.argv.slice(2);
const network = networkNames.find((name) => name === networkName);
const method = methods.find(({ name }) => name === methodName);
const seed = Number(seedText);
if (!workFolder || !network || !method || !Number.isInteger(seed)) {
  throw new Error(`wanted a folder, a network (${networkNames.join(', ')}), a method (${methods.map(({ name }) => name).join(', ')}) and a seed`);
}
limitThreads(threadText === undefined || threadText === 'all' ? null : Number(threadText));
const { kernels } = await chooseBackend();
const digits = loadDigits();
const members = new MemberStore({ folder: join(workFolder, 'members'), network, digits: digits.train, kernels, effort: Number(effortText ?? 1) });
const predictor = await method.prepare({ network, seed, digits, members, kernels });
const place = join(workFolder, 'rows', `${network}-${method.name}-${seed}`);
mkdirSync(place, { recursive: true });
// The first batch pays for what is made once.
predictSet(predictor, { ...digits.test, count: 500 });
forgetPeak();
const load = loadavg()[0]!;
const began = performance.now();
const test = predictSet(predictor, digits.test);
const predictionMs = performance.now() - began;
const predictionPeakBytes = peakBytes();
writeOutcome(join(place, 'test.f32'), test);
writeOutcome(join(place, 'heldOut.f32'), predictSet(predictor, digits.heldOut));
for (const name of shiftedNames) writeOutcome(join(place, `${name}.f32`), predictSet(predictor, digits.shifted[name]));
const { keptValues, trainingMs } = predictor;
const cost: RowCost = {
  network,
  method: method.name,
  seed,
  keptValues,
  trainingMs,
  predictionMs,
  predictionPeakBytes,
  threads: threadText ?? 'all',
  machine: describeMachine(),
  date: new Date().toISOString().slice(0, 10),
  load,
};
// Last: where it lies, the row is whole.
writeFileSync(join(place, 'cost.json'), `${JSON.stringify(cost, null, 1)}\n`);
process.exit(0);
