import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from '../reporting/machine.ts';
import { imageMethods } from './images/imageMethods.ts';
import type { ImageRow, MadeRow } from './images/ImageRow.ts';
import type { ImageSet } from './images/ImageSet.ts';
import { imageSets } from './images/imageSets.ts';
import { drawPicture } from './images/pictures.ts';
import { tableNames } from './images/tables/TableName.ts';
import type { TableName } from './images/tables/TableName.ts';
import { picturesOf, writeTablePage } from './images/writeTablePage.ts';

/*
 * Uncertainty methods on real images, in three tables: street scenes with classes that no network was taught, cells that ten
 * people drew, and the networks' own errors. A row is one method with one seed on one set; rows that are there are not made
 * again, and models in the work folder serve every method that looks at them: run it as often as there is time.
 *
 *   node benchmarks/uncertainty/images.ts WORK_FOLDER [--table NAME …] [--set NAME …] [--method NAME …] [--seed 1 …] [--threads N]
 *                                         [--steps N] [--figures]
 *
 * `--steps` trains for so many steps, for a trial in a folder of its own, where its results go too. `--figures` trains nothing.
 */

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    table: { type: 'string', multiple: true, default: [...tableNames] },
    set: { type: 'string', multiple: true, default: imageSets.map(({ name }) => name) },
    method: { type: 'string', multiple: true, default: imageMethods.map(({ name }) => name) },
    seed: { type: 'string', multiple: true, default: ['1', '2', '3'] },
    threads: { type: 'string', default: 'all' },
    steps: { type: 'string' },
    figures: { type: 'boolean', default: false },
  },
});
const [workArgument] = positionals;
if (workArgument === undefined) {
  console.error('wanted a folder to work in: node benchmarks/uncertainty/images.ts WORK_FOLDER');
  process.exit(2);
}
refuseUnknown('table', options.table, tableNames);
refuseUnknown('set', options.set, imageSets.map(({ name }) => name));
refuseUnknown('method', options.method, imageMethods.map(({ name }) => name));
const workFolder = resolve(workArgument);
mkdirSync(workFolder, { recursive: true });
const results = options.steps === undefined ? fileURLToPath(new URL('../../docs/results/', import.meta.url)) : workFolder;

for (const table of tableNames.filter((name) => options.table.includes(name))) {
  for (const set of imageSets.filter((each) => each.table === table && options.set.includes(each.name))) {
    if (!existsSync(set.folder)) {
      console.error(`skipped: ${set.name} is not at ../shared/data`);
      continue;
    }
    for (const seed of options.seed) {
      for (const { name } of imageMethods.filter((method) => !options.figures && options.method.includes(method.name))) await makeRow(set, name, seed);
    }
  }
  await writePages(table);
}

async function makeRow(set: ImageSet, method: string, seed: string): Promise<void> {
  if (rowsOf(set.table).some((row) => row.set === set.name && row.method === method && String(row.seed) === seed)) return;
  const script = fileURLToPath(new URL('imageRow.ts', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [script, workFolder, set.name, method, seed, options.steps ?? String(set.budget.steps), options.threads], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) {
    // The other rows do not depend on it; asked again, it is tried again.
    console.error(`${set.name} ${method} ${seed}: ended with ${status}`);
    process.exitCode = 1;
    return;
  }
  const row = JSON.parse(stdout.trim().split('\n').at(-1)!) as ImageRow;
  const made: MadeRow = { ...row, machine: describeMachine(), date: new Date().toISOString().slice(0, 10), threads: options.threads };
  const rows = [...rowsOf(set.table), made].toSorted(byPlace);
  writeFileSync(pathOf(set.table), `${JSON.stringify({ benchmark: 'benchmarks/uncertainty/images.ts', rows }, null, 1)}\n`);
  const { meanIou, ece } = made.segmentation;
  console.error(`${set.name} ${method} ${seed}: mIoU ${meanIou.toFixed(3)}, ECE ${ece.toFixed(4)}`);
  await writePages(set.table);
}

function pathOf(table: TableName): string {
  return join(results, `uncertainty-${table}.json`);
}

/** Read anew each time: another run may have added to them. */
function rowsOf(table: TableName): readonly MadeRow[] {
  return existsSync(pathOf(table)) ? (JSON.parse(readFileSync(pathOf(table), 'utf8')) as { readonly rows: MadeRow[] }).rows : [];
}

async function writePages(table: TableName): Promise<void> {
  const rows = rowsOf(table);
  for (const set of imageSets.filter((each) => each.table === table)) {
    const folder = join(workFolder, 'pictures', set.name);
    if (!existsSync(folder)) continue;
    const methods = rows.filter((row) => row.set === set.name && row.seed === 1).map(({ method }) => method);
    const images = readdirSync(folder).sort();
    for (const [index, name] of picturesOf(set).entries()) {
      const imageId = images[index];
      if (imageId !== undefined) await drawPicture(workFolder, { set, imageId, methods }, join(results, name));
    }
  }
  writeTablePage(results, table, rows);
}

function byPlace(first: MadeRow, second: MadeRow): number {
  const place = ({ set, method, seed }: MadeRow): number => imageSets.findIndex(({ name }) => name === set) * 1e4 + imageMethods.findIndex(({ name }) => name === method) * 100 + seed;
  return place(first) - place(second);
}

function refuseUnknown(option: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  console.error(`--${option}: wanted one of ${known.join(', ')}, got ${unknown}`);
  process.exit(2);
}
