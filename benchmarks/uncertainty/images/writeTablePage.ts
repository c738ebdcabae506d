import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawBarChart } from '../../reporting/barChart.ts';
import { costColumns, costNote, measuredCosts, relativeCost } from '../cost/relativeCost.ts';
import { imageMethods } from './imageMethods.ts';
import type { MadeRow } from './ImageRow.ts';
import { imageSets } from './imageSets.ts';
import type { ImageSet } from './ImageSet.ts';
import { mapNames } from './predictMaps.ts';
import { mean, spread } from './spread.ts';
import { mapTitles, tableWords, type MapTable, type TableWords } from './tables/tableColumns.ts';
import type { TableName } from './tables/TableName.ts';

/** Writes `uncertainty-<table>.md` and its chart of what has been measured so far. */
export function writeTablePage(folder: string, table: TableName, rows: readonly MadeRow[]): void {
  const words = tableWords[table];
  const sets = imageSets.map((set) => ({ set, own: rows.filter((row) => row.set === set.name) })).filter(({ own }) => own.length > 0);
  if (sets.length === 0) return;
  mkdirSync(folder, { recursive: true });
  const page = [
    `# ${words.title}`,
    '',
    `${[...new Set(rows.map(({ machine, threads, date }) => `${machine}; processor threads: ${threads}; ${date}`))].join('; ')}. Made by \`node benchmarks/uncertainty/images.ts WORK_FOLDER --table ${table}\`.`,
    'Networks from random weights, trained by the program’s own training; mean ± standard deviation over the seeds given. Deterministic softmax, temperature scaling of either kind, test-time augmentation and learned confidence are of the first network of its seed’s Deep Ensemble. Networks that share weights (BatchEnsemble, LP-BNN) see a part of each batch, and have twice the steps for it; those of Packed-Ensembles each see the whole batch.',
    '',
    ...[...words.intro, costNote].flatMap((paragraph) => [paragraph, '']),
    ...sets.flatMap(({ set, own }) => sectionOf(folder, set, own, words)),
    `![${words.chart.title}](uncertainty-${table}.svg)`,
    '',
  ];
  writeFileSync(join(folder, `uncertainty-${table}.md`), page.join('\n'));
  writeFileSync(join(folder, `uncertainty-${table}.svg`), drawChart(sets, words));
}

/** A method with its rows, a seed each. */
interface Made {
  readonly name: string;
  readonly title: string;
  readonly own: readonly MadeRow[];
}

function sectionOf(folder: string, set: ImageSet, rows: readonly MadeRow[], words: TableWords): string[] {
  const made = imageMethods.flatMap(({ name, title }): Made[] => {
    const own = rows.filter((row) => row.method === name);
    return own.length === 0 ? [] : [{ name, title, own }];
  });
  const costs = measuredCosts();
  const missing = imageMethods.filter(({ title }) => !made.some((row) => row.title === title)).map(({ title }) => title);
  const { steps, batchSize, cropSide, learningRate } = rows[0]!.budget;
  return [
    `## ${set.title}`,
    '',
    `${set.parts} ${set.network.title}; ${steps} steps of ${batchSize} crops of ${cropSide} x ${cropSide}, learning rate up to ${learningRate} (TRADI and SWAG: 0.004, constant).`,
    '',
    ...(missing.length === 0 ? [] : [`Not made yet: ${missing.join(', ')}.`, '']),
    `| method | seeds | ${words.columns.map(({ title }) => title).join(' | ')} | ${costColumns.join(' | ')} |`,
    `|---|---:|${'---:|'.repeat(words.columns.length + costColumns.length + 1)}`,
    ...made.map(({ name, title, own }) => {
      const cells = [
        title,
        own.length,
        ...words.columns.map(({ of, digits }) => spread(own.map(of), digits)),
        ...relativeCost(costs, set.network.title, name),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
    ...words.mapTables.flatMap((table) => mapTable(table, made)),
    ...picturesOf(set).flatMap((name) => (existsSync(join(folder, name)) ? [`![Classes and confidence by method, ${set.title}](${name})`, ''] : [])),
  ];
}

/** Names of the files that the pictures of a set go by. */
export function picturesOf({ name }: ImageSet): readonly string[] {
  return [1, 2].map((index) => `uncertainty-${name}-${index}.png`);
}

function mapTable({ title, figure, digits, isBetter }: MapTable, made: readonly Made[]): string[] {
  return [
    `${title} (${isBetter} is better; the best of each method in bold):`,
    '',
    `| method | ${mapNames.map((name) => mapTitles[name]).join(' | ')} |`,
    `|---|${'---:|'.repeat(mapNames.length)}`,
    ...made.map(({ title: method, own }) => {
      const values = mapNames.map((name) => own.map(({ maps }) => maps[name]?.[figure] ?? null));
      // What looks alike is alike: of two classes, all maps of the mean probability rank pixels the same but for rounding.
      const middles = values.map((each) => Number(mean(each.filter((value) => value !== null)).toFixed(digits)));
      const known = middles.filter((value) => !Number.isNaN(value));
      const best = isBetter === 'higher' ? Math.max(...known) : Math.min(...known);
      const cells = values.map((each, index) => (middles[index] === best ? `**${spread(each, digits)}**` : spread(each, digits)));
      return `| ${method} | ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

/** By map, the mean over the methods that have it, and by method, that of its highest mean probability. */
function drawChart(sets: readonly { readonly set: ImageSet; readonly own: readonly MadeRow[] }[], { chart }: TableWords): string {
  const groups = sets.flatMap(({ set, own }) => {
    const byMap = mapNames.flatMap((name) => barOf(mapTitles[name], own.map(({ maps }) => maps[name]?.[chart.figure] ?? null)));
    const byMethod = imageMethods.flatMap(({ name, title }) =>
      barOf(
        title,
        own.filter(({ method }) => method === name).map(({ maps }) => maps['entropy']?.[chart.figure] ?? null),
      ),
    );
    return [
      { title: `${set.title}: by map, mean over methods`, bars: highlighted(byMap) },
      { title: `${set.title}: by method, entropy`, bars: highlighted(byMethod) },
    ];
  });
  return drawBarChart({ title: chart.title, subtitle: 'hundredths; mean over seeds; the highest of each group in colour', unit: '', groups });
}

interface Value {
  readonly label: string;
  readonly value: number;
}

function barOf(label: string, given: readonly (number | null)[]): Value[] {
  const values = given.filter((value) => value !== null);
  return values.length === 0 ? [] : [{ label, value: 100 * mean(values) }];
}

function highlighted(bars: readonly Value[]): (Value & { readonly isOurs: boolean })[] {
  const best = Math.max(...bars.map(({ value }) => value));
  return bars.map((bar) => ({ ...bar, isOurs: bar.value === best }));
}
