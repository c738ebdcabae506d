import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { drawBarChart } from '../../reporting/barChart.ts';
import { describeMachine } from '../../reporting/machine.ts';

/** One row of a result: a case and its figures. */
export interface ResultRow {
  readonly name: string;
  /** Measurements the figures stand for. */
  readonly count: number;
  readonly median: number;
  readonly p95: number;
}

export interface Result {
  /** Name of the files, without `ui-` and ending. */
  readonly file: string;
  readonly title: string;
  /** What was measured and how, in plain sentences. */
  readonly about: string;
  readonly unit: string;
  /** What is asked for, for example `p95 ≤ 50 ms`. */
  readonly goal: string;
  readonly rows: readonly ResultRow[];
  readonly further?: Readonly<Record<string, unknown>>;
  /** Single measurements, too many to read: kept with the numbers alone. */
  readonly samples?: readonly unknown[];
}

/** @returns the value that a share of the values does not exceed */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((first, second) => first - second);
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? NaN;
}

export function row(name: string, values: readonly number[]): ResultRow {
  return { name, count: values.length, median: quantile(values, 0.5), p95: quantile(values, 0.95) };
}

/** Prints a result and writes it to `docs/results` as table, numbers and picture, with the machine and the day. */
export async function writeResult(result: Result): Promise<void> {
  const machine = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const { about, file, further, goal, rows, title, unit } = result;
  const benchmark = `benchmarks/ui/${file}.ts`;
  // Of the last minute; what this very benchmark adds is in it.
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const text = [
    `# ${title}`,
    '',
    about,
    `Goal: ${goal}. ${machine}; ${date}; load average ${load}; made by \`node ${benchmark}\`.`,
    '',
    `| case | measurements | median ${unit} | p95 ${unit} |`,
    '|---|---|---|---|',
    ...rows.map(({ name, count, median, p95 }) => `| ${name} | ${count} | ${median.toFixed(1)} | ${p95.toFixed(1)} |`),
    '',
    ...(further ? ['```json', JSON.stringify(further, null, 2), '```', ''] : []),
  ].join('\n');
  console.log(text);
  const folder = new URL('../../../docs/results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const name = `ui-${file}`;
  await writeFile(new URL(`${name}.md`, folder), text);
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify({ benchmark, machine, date, load, ...result }, null, 2)}\n`);
  const bars = (figure: 'median' | 'p95') => rows.map((each) => ({ label: each.name, value: each[figure], isOurs: figure === 'p95' }));
  const chart = {
    title,
    subtitle: `Goal: ${goal}. ${machine}; ${date}`,
    unit,
    groups: [
      { title: 'p95', bars: bars('p95') },
      { title: 'Median', bars: bars('median') },
    ],
  };
  await writeFile(new URL(`${name}.svg`, folder), drawBarChart(chart));
}
