import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { drawBarChart } from '../reporting/barChart.ts';
import { describeMachine } from '../reporting/machine.ts';
import type { PredictionFigures } from './predictionCase.ts';

/*
 * Peak memory of predictions with all maps, each in a process of its own (Linux: the high-water mark of its resident
 * memory). The image grows four times as large from one case to the next; the memory should not.
 *
 *   node benchmarks/engine/memory.ts [MEMBERS [SIDE …]]
 */

const [members = 1, ...given] = process.argv.slice(2).map(Number);
const sides = given.length > 0 ? given : [1024, 2048, 4096, 8192];
const goal = 'peak of the whole process ≤ 1.5 GB at 8192 x 8192';

const script = fileURLToPath(new URL('predictionCase.ts', import.meta.url));
const cases: PredictionFigures[] = [];
for (const side of sides) {
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(side), String(members), '2']);
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as PredictionFigures;
  cases.push(figures);
  process.stderr.write(`${side}: ${(figures.peakBytes / 1e6).toFixed(0)} MB, ${(figures.ms / 1000).toFixed(1)} s\n`);
}
report();

function report(): void {
  const machine = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const about = `${cases[0]?.engine}; U-Net of width 16 and depth 4, 2 classes, members: ${members}. ${machine}; ${date}; load average ${load}`;
  const text = [
    '# Peak memory of a prediction with all maps',
    '',
    `${about}. Goal: ${goal}. Made by \`node benchmarks/engine/memory.ts\`.`,
    '',
    '| image | peak MB | of it before the image, MB | seconds |',
    '|---|---|---|---|',
    ...cases.map(({ side, peakBytes, peakBytesBefore, ms }) =>
      `| ${side} x ${side} | ${(peakBytes / 1e6).toFixed(0)} | ${(peakBytesBefore / 1e6).toFixed(0)} | ${(ms / 1000).toFixed(1)} |`),
    '',
  ].join('\n');
  console.log(text);
  const folder = new URL('../../docs/results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('engine-memory.md', folder), text);
  const data = { benchmark: 'benchmarks/engine/memory.ts', machine, date, load, goal, members, cases };
  writeFileSync(new URL('engine-memory.json', folder), `${JSON.stringify(data, null, 2)}\n`);
  const bars = (valueOf: (figures: PredictionFigures) => number) =>
    cases.map((figures) => ({ label: `${figures.side} x ${figures.side}`, value: valueOf(figures), isOurs: true }));
  const chart = {
    title: 'Peak memory of a prediction with all maps',
    subtitle: `Goal: ${goal}. ${machine}; ${date}`,
    unit: 'MB',
    groups: [{ title: 'Peak of the process', bars: bars(({ peakBytes }) => peakBytes / 1e6) }],
  };
  writeFileSync(new URL('engine-memory.svg', folder), drawBarChart(chart));
}
