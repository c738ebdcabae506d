import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { networkNames } from './classifiers/networks.ts';
import { whyNoDigits } from './digits/digitSets.ts';
import { measuredRows } from './figures/measuredRows.ts';
import { methods } from './methods/registry.ts';
import { writeMnistPage } from './writeMnistPage.ts';

/*
 * Every uncertainty method on MNIST, side by side: all 60,000 digits but the 5,000 that settings are chosen on, the official
 * test set, inputs that are no digits, three seeds. A row is one method with one seed on one network; rows that are there
 * are not made again, and figures are taken from what they said: run it as often as there is time.
 *
 *   node benchmarks/uncertainty/mnist.ts WORK_FOLDER [--network NAME] [--method NAME …] [--seed 1 …] [--threads N]
 *                                        [--effort SHARE] [--figures]
 *
 * `--effort` trains for a part of the epochs, for a trial in a folder of its own; its figures are not written. `--figures` trains nothing.
 */

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    network: { type: 'string', multiple: true, default: [...networkNames] },
    method: { type: 'string', multiple: true, default: methods.map(({ name }) => name) },
    seed: { type: 'string', multiple: true, default: ['1', '2', '3'] },
    threads: { type: 'string', default: 'all' },
    effort: { type: 'string', default: '1' },
    figures: { type: 'boolean', default: false },
  },
});
const [workArgument] = positionals;
if (workArgument === undefined) {
  console.error('wanted a folder to work in: node benchmarks/uncertainty/mnist.ts WORK_FOLDER');
  process.exit(2);
}
const missing = whyNoDigits();
if (missing !== null) {
  console.error(missing);
  process.exit(0);
}
const workFolder = resolve(workArgument);
mkdirSync(workFolder, { recursive: true });
const isTrial = options.effort !== '1';
for (const network of options.network) {
  for (const seed of options.seed) {
    for (const method of options.figures ? [] : options.method) {
      if (existsSync(join(workFolder, 'rows', `${network}-${method}-${seed}`, 'row.json'))) continue;
      const script = fileURLToPath(new URL('mnistRow.ts', import.meta.url));
      const { status } = spawnSync(process.execPath, [script, workFolder, network, method, seed, options.effort, options.threads], { stdio: 'inherit' });
      if (status !== 0) throw new Error(`${method} ${seed} on ${network}: ended with ${status}`);
      const row = measuredRows(workFolder).find((known) => known.network === network && known.method === method && String(known.seed) === seed);
      console.error(`${network} ${method} ${seed}: NLL ${row?.nll.toFixed(4)}, accuracy ${((row?.accuracy ?? NaN) * 100).toFixed(2)}`);
      if (!isTrial) writeMnistPage(measuredRows(workFolder));
    }
  }
}
if (!isTrial) writeMnistPage(measuredRows(workFolder));
