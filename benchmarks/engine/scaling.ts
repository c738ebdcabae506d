import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { drawLineChart } from '../reporting/lineChart.ts';
import type { Curve } from '../reporting/lineChart.ts';
import { describeMachine } from '../reporting/machine.ts';
import type { PredictionFigures } from './predictionCase.ts';

/*
 * How time and peak memory of a prediction with all maps grow with the image's side, the members and the classes, each case
 * in a process of its own (Linux: the high-water mark of its resident memory). Time should grow with pixels, members and
 * classes in proportion at most; memory should not grow with the image.
 *
 *   node benchmarks/engine/scaling.ts [--again] [--largest SIDE]
 *
 * Cases measured on this machine today are taken over from the last run unless `--again` is given.
 */

const options = process.argv.slice(2);
const largest = Number(options[options.indexOf('--largest') + 1]) || 16_384;
const goalBytes = 1.5e9;
const series = {
  side: [512, 1024, 2048, 4096, 8192, 16_384].filter((side) => side <= largest).map((side) => ({ side, members: 1, classes: 2 })),
  members: [1, 2, 4, 8, 16].map((members) => ({ side: 1024, members, classes: 2 })),
  classes: [2, 4, 8, 16, 32].map((classes) => ({ side: 1024, members: 1, classes })),
} as const;

interface Report {
  readonly machine: string;
  readonly date: string;
  readonly cases: readonly PredictionFigures[];
}

const folder = new URL('../../docs/results/', import.meta.url);
const machine = describeMachine();
const date = new Date().toISOString().slice(0, 10);
const known = options.includes('--again') ? [] : casesOfToday();
const measured: PredictionFigures[] = [];
for (const wanted of Object.values(series).flat()) {
  if (find(measured, wanted)) continue;
  measured.push(find(known, wanted) ?? (await measure(wanted)));
  write();
}
console.log(readFileSync(new URL('engine-scaling.md', folder), 'utf8'));

type Case = Pick<PredictionFigures, 'side' | 'members' | 'classes'>;

function find(cases: readonly PredictionFigures[], { side, members, classes }: Case): PredictionFigures | undefined {
  return cases.find((known) => known.side === side && known.members === members && known.classes === classes);
}

function casesOfToday(): readonly PredictionFigures[] {
  const path = new URL('engine-scaling.json', folder);
  if (!existsSync(path)) return [];
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  return report.machine === machine && report.date === date ? report.cases : [];
}

async function measure({ side, members, classes }: Case): Promise<PredictionFigures> {
  const script = fileURLToPath(new URL('predictionCase.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(side), String(members), String(classes)]);
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as PredictionFigures;
  process.stderr.write(`side ${side}, members ${members}, classes ${classes}: ${(figures.ms / 1000).toFixed(1)} s, ${(figures.peakBytes / 1e6).toFixed(0)} MB\n`);
  return figures;
}

/** After each case, so that a run cut short keeps what it has. */
function write(): void {
  mkdirSync(folder, { recursive: true });
  const load = (loadavg()[0] ?? 0).toFixed(1);
  writeFileSync(new URL('engine-scaling.json', folder), `${JSON.stringify({ benchmark: 'benchmarks/engine/scaling.ts', machine, date, load, cases: measured }, null, 2)}\n`);
  const subtitle = `${measured[0]?.engine}; ${machine}; ${date}`;
  const at8192 = find(measured, { side: 8192, members: 1, classes: 2 });
  const text = [
    '# How a prediction grows with image, members and classes',
    '',
    `${subtitle}; load average ${load}. U-Net of width 16 and depth 4, all maps. Made by \`node benchmarks/engine/scaling.ts\`.`,
    `Goal: peak of the whole process at 8192 x 8192 at most ${goalBytes / 1e9} GB${at8192 ? `; measured ${(at8192.peakBytes / 1e9).toFixed(2)} GB` : ''}.`,
    '',
    '| side | members | classes | seconds | µs a pixel and member | peak MB | before the image, MB |',
    '|---|---|---|---|---|---|---|',
    ...measured.map(({ side, members, classes, ms, peakBytes, peakBytesBefore }) =>
      `| ${side} | ${members} | ${classes} | ${(ms / 1000).toFixed(1)} | ${((ms * 1000) / (side * side * members)).toFixed(2)} | ${(peakBytes / 1e6).toFixed(0)} | ${(peakBytesBefore / 1e6).toFixed(0)} |`),
    '',
    '![Time and memory against side, members and classes](engine-scaling.svg)',
    '',
  ].join('\n');
  writeFileSync(new URL('engine-scaling.md', folder), text);
  writeFileSync(new URL('engine-scaling.svg', folder), drawLineChart({ title: 'Prediction with all maps', subtitle, curves: Object.entries(series).flatMap(([name, cases]) => curvesOf(name as keyof typeof series, cases)) }));
}

function curvesOf(name: keyof typeof series, cases: readonly Case[]): Curve[] {
  const done = cases.flatMap((wanted) => find(measured, wanted) ?? []);
  if (done.length < 2) return [];
  // Against the pixels, so that the dashed line means in proportion in every panel.
  const x = (figures: PredictionFigures): number => (name === 'side' ? figures.side ** 2 / 1e6 : figures[name]);
  const title = name === 'side' ? 'megapixels' : name;
  return [
    { title: `Time by ${name}`, xTitle: title, unit: 's', points: done.map((figures) => ({ x: round(x(figures)), y: figures.ms / 1000 })) },
    { title: `Peak memory by ${name}`, xTitle: title, unit: 'MB', points: done.map((figures) => ({ x: round(x(figures)), y: figures.peakBytes / 1e6 })) },
  ];
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
