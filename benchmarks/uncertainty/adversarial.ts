import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { limitThreads } from '../../src-main/engine/backends/limitThreads.ts';
import { describeMachine } from '../reporting/machine.ts';
import { accuracyAgainst } from './adversary/accuracyAgainst.ts';
import { defences } from './adversary/defences.ts';
import { networkNames } from './classifiers/networks.ts';
import { loadDigits, whyNoDigits } from './digits/digitSets.ts';
import { MemberStore } from './training/MemberStore.ts';
import { writeAdversarialPage, type AdversarialRow } from './writeAdversarialPage.ts';

/*
 * Accuracy on the official test digits against the strength of the fast gradient sign method: a plain network, one trained
 * against the adversary, and the plain one behind a denoiser. Rows that are there are not made again but with --again, which
 * makes those asked for anew; members are those of mnist.ts.
 *
 *   node benchmarks/uncertainty/adversarial.ts WORK_FOLDER [--network NAME …] [--seed 1 …] [--defence NAME …] [--again] [--threads N]
 */

const epsilons = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3] as const;
const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    network: { type: 'string', multiple: true, default: [...networkNames] },
    seed: { type: 'string', multiple: true, default: ['1', '2', '3'] },
    defence: { type: 'string', multiple: true, default: defences.map(({ name }) => name) },
    again: { type: 'boolean', default: false },
    threads: { type: 'string', default: 'all' },
  },
});
const [workArgument] = positionals;
const missing = whyNoDigits();
if (workArgument === undefined) {
  console.error('wanted a folder to work in: node benchmarks/uncertainty/adversarial.ts WORK_FOLDER');
  process.exit(2);
}
if (missing !== null) {
  console.error(missing);
  process.exit(0);
}
const workFolder = resolve(workArgument);
mkdirSync(workFolder, { recursive: true });
const kept = join(workFolder, 'adversarial.json');
let rows: AdversarialRow[] = existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as AdversarialRow[]) : [];
limitThreads(options.threads === 'all' ? null : Number(options.threads));
const { kernels } = await chooseBackend();
const digits = loadDigits();
for (const network of networkNames.filter((name) => options.network.includes(name))) {
  const members = new MemberStore({ folder: join(workFolder, 'members'), network, digits: digits.train, kernels, effort: 1 });
  for (const seed of options.seed.map(Number)) {
    for (const { name, prepare } of defences.filter((defence) => options.defence.includes(defence.name))) {
      const isOf = (defence: string) => (row: AdversarialRow): boolean => row.network === network && row.seed === seed && row.defence === defence;
      if (!options.again && rows.some(isOf(name))) continue;
      for (const { name: defence, title, defended } of await prepare({ network, seed, digits, members, kernels })) {
        const accuracies = epsilons.map((epsilon) => ({ epsilon, accuracy: accuracyAgainst(defended, digits.test, epsilon) }));
        const row = { network, seed, defence, title, accuracies, machine: describeMachine(), date: new Date().toISOString().slice(0, 10) };
        const old = rows.findIndex(isOf(defence));
        rows = old < 0 ? [...rows, row] : rows.with(old, row);
        process.stderr.write(`${network} ${seed} ${title}: ${accuracies.map(({ accuracy }) => (accuracy * 100).toFixed(1)).join(' ')}\n`);
      }
      writeFileSync(kept, JSON.stringify(rows, null, 1));
      writeAdversarialPage(rows);
    }
  }
}
if (rows.length > 0) writeAdversarialPage(rows);
process.exit(0);
