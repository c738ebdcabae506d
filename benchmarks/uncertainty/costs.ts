import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from '../reporting/machine.ts';
import type { MeasuredCost, MethodCost } from './cost/MethodCost.ts';
import { costNetworks } from './cost/networkCosts.ts';
import { costsPath, measuredCosts } from './cost/relativeCost.ts';
import { writeCostPage } from './cost/writeCostPage.ts';

/*
 * What every uncertainty method costs beside one deterministic network, in training, prediction and memory: each method soon after
 * the others of its round, on one thread. Rows that are there are not measured again.
 *
 *   node benchmarks/uncertainty/costs.ts WORK_FOLDER [--rounds N]
 */

const { positionals, values: options } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '3' } } });
const [workArgument] = positionals;
if (workArgument === undefined) {
  console.error('wanted a folder to work in: node benchmarks/uncertainty/costs.ts WORK_FOLDER');
  process.exit(2);
}
for (let round = 1; round <= Number(options.rounds); round++) {
  // Of another round, networks would not be trained at this time.
  const workFolder = join(resolve(workArgument), String(round));
  mkdirSync(workFolder, { recursive: true });
  for (const { title, methods } of costNetworks) for (const { name } of methods) measure(workFolder, title, name, round);
}

function measure(workFolder: string, network: string, method: string, round: number): void {
  if (measuredCosts().some((row) => row.network === network && row.method === method && row.round === round)) return;
  const loadBefore = loadavg()[0]!;
  runRow([workFolder, network, method, String(round), 'train']);
  const row: MeasuredCost = { ...(JSON.parse(runRow([workFolder, network, method, String(round), 'measure']).trim().split('\n').at(-1)!) as MethodCost), machine: describeMachine(), date: new Date().toISOString().slice(0, 10), loadBefore };
  const rows = [...measuredCosts(), row];
  writeFileSync(costsPath, `${JSON.stringify({ benchmark: 'benchmarks/uncertainty/costs.ts', rows }, null, 1)}\n`);
  writeCostPage(rows);
  console.error(`${network} ${method} ${round}: ${(row.trainingMs / 1000).toFixed(1)} s of training, ${row.predictionMs.toFixed(0)} ms of prediction`);
}

/** @returns what it printed */
function runRow(key: readonly string[]): string {
  const script = fileURLToPath(new URL('costRow.ts', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [script, ...key], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`${key.join(' ')}: ended with ${status}`);
  return stdout;
}
