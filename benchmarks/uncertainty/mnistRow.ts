import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { limitThreads } from '../../src-main/engine/backends/limitThreads.ts';
import { describeMachine } from '../reporting/machine.ts';
import { networkNames } from './classifiers/networks.ts';
import { loadDigits, shiftedNames } from './digits/digitSets.ts';
import { writeOutcome } from './figures/Outcome.ts';
import { methods } from './methods/registry.ts';
import { predictSet } from './prediction/predictSet.ts';
import { MemberStore } from './training/MemberStore.ts';

/*
 * Trains one method with one seed on one network and lets it say what it thinks of every set of images, in a process of its
 * own. Started by mnist.ts. Cut off, it goes on with the members that are done.
 *
 *   node benchmarks/uncertainty/mnistRow.ts WORK_FOLDER NETWORK METHOD SEED EFFORT THREADS
 */

/** Which row it is and where it was made; what it says lies beside it. */
export interface DigitRow {
  readonly network: string;
  readonly method: string;
  readonly seed: number;
  /** Of the processor: a number, or `all`. */
  readonly threads: string;
  readonly machine: string;
  readonly date: string;
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
writeOutcome(join(place, 'test.f32'), predictSet(predictor, digits.test));
writeOutcome(join(place, 'heldOut.f32'), predictSet(predictor, digits.heldOut));
for (const name of shiftedNames) writeOutcome(join(place, `${name}.f32`), predictSet(predictor, digits.shifted[name]));
const row: DigitRow = { network, method: method.name, seed, threads: threadText ?? 'all', machine: describeMachine(), date: new Date().toISOString().slice(0, 10) };
// Last: where it lies, the row is whole.
writeFileSync(join(place, 'row.json'), `${JSON.stringify(row, null, 1)}\n`);
process.exit(0);
