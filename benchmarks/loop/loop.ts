import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from '../reporting/machine.ts';
import { armNames } from './arms.ts';
import { expertNames } from './experts/Expert.ts';
import type { LoopRun, MadeRun } from './figures/LoopRun.ts';
import { pageName, writeLoopPage } from './report/writeLoopPage.ts';
import { loopSets } from './sets/loopSets.ts';
import { budget, trainingNames } from './simulation/budget.ts';

/*
 * The loop of model and expert, simulated on real images: every way of choosing what the expert is asked, with experts who do and do
 * not err, and what each costs of their time. A run is one arm with one expert and one seed on one set; runs that are there are not
 * made again, one that was cut off is made anew: run it as often as there is time.
 *
 *   node benchmarks/loop/loop.ts WORK_FOLDER [--set NAME …] [--arm NAME …] [--expert NAME …] [--seed 1 …] [--training anew|continued]
 *                                [--threads N|all] [--results FOLDER] [--figures]
 *
 * `--training` says how a round's model comes of its labels; models that go on from each other have pages of their own.
 * Seeds go before arms, so that all arms of a seed are there before the next. `--results` is another folder for the results than the
 * project's, for trials. `--figures` simulates nothing and writes the page.
 */

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    set: { type: 'string', multiple: true, default: loopSets.map(({ name }) => name) },
    arm: { type: 'string', multiple: true, default: [...armNames] },
    expert: { type: 'string', multiple: true, default: ['perfect'] },
    seed: { type: 'string', multiple: true, default: ['1', '2', '3'] },
    training: { type: 'string', default: 'anew' },
    threads: { type: 'string', default: '1' },
    results: { type: 'string', default: fileURLToPath(new URL('../../docs/results/', import.meta.url)) },
    figures: { type: 'boolean', default: false },
  },
});
const [workArgument] = positionals;
if (workArgument === undefined) {
  console.error('wanted a folder to work in: node benchmarks/loop/loop.ts WORK_FOLDER');
  process.exit(2);
}
refuseUnknown('set', options.set, loopSets.map(({ name }) => name));
refuseUnknown('arm', options.arm, armNames);
refuseUnknown('expert', options.expert, expertNames);
refuseUnknown('training', [options.training], trainingNames);
const training = trainingNames.find((name) => name === options.training)!;
const workFolder = resolve(workArgument);
const results = resolve(options.results);
const resultPath = join(results, `${pageName(training)}.json`);
mkdirSync(workFolder, { recursive: true });
mkdirSync(results, { recursive: true });

const sets = loopSets.filter(({ name }) => options.set.includes(name));
for (const { name, folder } of sets) if (!existsSync(folder)) console.error(`skipped: ${name} is not at ../shared/data`);
for (const expert of options.figures ? [] : options.expert) {
  for (const seed of options.seed) {
    for (const { name } of sets.filter(({ folder }) => existsSync(folder))) {
      for (const arm of armNames.filter((each) => options.arm.includes(each))) makeRun([name, arm, expert, seed]);
    }
  }
}
writeLoopPage(results, runsSoFar(), training);

function makeRun(key: readonly [set: string, arm: string, expert: string, seed: string]): void {
  const isMade = ({ set, arm, expert, seed }: MadeRun): boolean => [set, arm, expert, String(seed)].join() === key.join();
  if (runsSoFar().some(isMade)) return;
  const script = fileURLToPath(new URL('loopRun.ts', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [script, workFolder, ...key, training, options.threads], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) {
    // The other runs do not depend on it; asked again, it is tried again.
    console.error(`${key.join(' ')}: ended with ${status}`);
    process.exitCode = 1;
    return;
  }
  const run = JSON.parse(stdout.trim().split('\n').at(-1)!) as LoopRun;
  const made: MadeRun = { ...run, machine: describeMachine(), date: new Date().toISOString().slice(0, 10), threads: options.threads };
  const runs = [...runsSoFar().filter((each) => !isMade(each)), made].toSorted(byPlace);
  writeFileSync(resultPath, `${JSON.stringify({ benchmark: 'benchmarks/loop/loop.ts', training, budget, runs }, null, 1)}\n`);
  console.error(`${key.join(' ')}: Dice ${run.points.at(-1)!.dice.toFixed(3)} after ${(run.elapsedMs / 60_000).toFixed(1)} min, ${(run.processorMs / 1000).toFixed(0)} s of the processor`);
  writeLoopPage(results, runs, training);
}

/** Read anew each time: another process may have added to them. @throws Error where they were made by another budget */
function runsSoFar(): readonly MadeRun[] {
  if (!existsSync(resultPath)) return [];
  const stored = JSON.parse(readFileSync(resultPath, 'utf8')) as { readonly budget: unknown; readonly runs: readonly MadeRun[] };
  if (JSON.stringify(stored.budget) !== JSON.stringify(budget)) throw new Error(`${resultPath}: made by another budget; give --results another folder, or remove it`);
  return stored.runs;
}

function byPlace(first: MadeRun, second: MadeRun): number {
  const place = ({ set, arm, expert, seed }: MadeRun): number =>
    expertNames.indexOf(expert) * 1e6 + loopSets.findIndex(({ name }) => name === set) * 1e5 + armNames.indexOf(arm) * 1e3 + seed;
  return place(first) - place(second);
}

function refuseUnknown(option: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  console.error(`--${option}: wanted one of ${known.join(', ')}, got ${unknown}`);
  process.exit(2);
}
