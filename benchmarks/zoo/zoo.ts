import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeMachine } from '../reporting/machine.ts';
import { isHere, zooSets } from './dataSets.ts';
import { zooSystems } from './systems.ts';
import { writeScores } from './writeScores.ts';
import { writeZooPage } from './writeZooPage.ts';
import type { ZooRow } from './zooRow.ts';

/*
 * The zoo's one table: every system, in a size for two cores, trained alike on each set and measured on images it has not
 * seen. Each row is saved when it is done, and rows that are there are not made again: run it as often as there is time.
 *
 *   node benchmarks/zoo/zoo.ts WORK_FOLDER [SET [SYSTEM …]]
 */

/** A row with where and when it was made. */
export interface MadeRow extends ZooRow {
  readonly machine: string;
  readonly date: string;
  /** Of the machine when the row was begun: other work at the time lengthens the step. */
  readonly loadBefore: number;
}

const [workArgument, onlySet, ...onlySystems] = process.argv.slice(2);
if (workArgument === undefined) {
  console.error('wanted a folder to work in: node benchmarks/zoo/zoo.ts WORK_FOLDER [SET [SYSTEM …]]');
  process.exit(2);
}
const workFolder = resolve(workArgument);
mkdirSync(workFolder, { recursive: true });
const results = fileURLToPath(new URL('../../docs/results/', import.meta.url));
const resultPath = join(results, 'zoo.json');
const rows: MadeRow[] = existsSync(resultPath) ? (JSON.parse(readFileSync(resultPath, 'utf8')) as { rows: MadeRow[] }).rows : [];

for (const set of zooSets) {
  if (onlySet !== undefined && set.name !== onlySet) continue;
  if (!isHere(set)) {
    console.error(`skipped: ${set.name} is not at ../shared/data`);
    continue;
  }
  for (const { name, only = set.name } of zooSystems) {
    if (only !== set.name) continue;
    if (onlySystems.length > 0 && !onlySystems.includes(name)) continue;
    if (rows.some((row) => row.set === set.name && row.system === name)) continue;
    const loadBefore = loadavg()[0]!;
    const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(new URL('zooRow.ts', import.meta.url)), workFolder, set.name, name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(`${name} on ${set.name}: ended with ${status}`);
    const row = JSON.parse(stdout.trim().split('\n').at(-1)!) as ZooRow;
    rows.push({ ...row, machine: describeMachine(), date: new Date().toISOString().slice(0, 10), loadBefore });
    writeFileSync(resultPath, `${JSON.stringify({ rows }, null, 1)}\n`);
    console.error(`${row.title} on ${set.name}: mIoU ${row.scores.meanIou.toFixed(3)}, Dice ${row.scores.dice.toFixed(3)}, ${row.msPerStep.toFixed(0)} ms a step`);
  }
}
writeZooPage(results, rows);
writeScores(rows);
