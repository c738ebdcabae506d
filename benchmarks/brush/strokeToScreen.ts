import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src-main/app.ts';
import { rendererFolder, resourcesFolder } from '../../src-main/hosts/folders.ts';
import { startWebHost } from '../../src-main/hosts/web/startWebHost.ts';
import { nodeProcesses } from '../../src-main/processes/nodeProcesses.ts';
import { FakeEngine } from '../../src-main/services/testing/FakeEngine.ts';
import { describeMachine } from '../reporting/machine.ts';
import { openBenchmarkProject } from './BenchmarkProject.ts';
import { measureStrokes } from './measureStrokes.ts';
import type { MoveTimes } from './measureStrokes.ts';

/*
 * How long a brush stroke takes to the screen: pointer move to painted frame, in the program's own window in headless
 * Chromium without a GPU, on an image of 1024 x 1024 pixels with labels, prediction and heat map shown. The window must
 * have been built (`npm start` and `npm test` do). Goal: under 16 ms.
 */

const side = 1024;
const strokes = 12;
const movesPerStroke = 60;
const debianChromium = '/usr/bin/chromium';

const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((first, second) => first - second);
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? NaN;
};

const folder = await mkdtemp(join(tmpdir(), 'sfumato-benchmark-'));
const app = await createApp({
  processes: nodeProcesses,
  host: 'web',
  dataFolder: join(folder, 'data'),
  resourcesFolder: resourcesFolder(),
  user: 'benchmark',
  engine: new FakeEngine(),
});
try {
  await openBenchmarkProject(app, folder, side);
  const host = await startWebHost({ app, rendererFolder: rendererFolder(), port: 0, bindAddress: '127.0.0.1' });
  try {
    const executablePath = existsSync(debianChromium) ? debianChromium : undefined;
    const zooms = ['fit', 'pixelForPixel'] as const;
    const results: Record<string, MoveTimes[]> = {};
    for (const zoom of zooms) {
      results[zoom] = await measureStrokes({ url: host.newLaunchUrl(), executablePath, strokes, movesPerStroke, zoom });
    }
    await report(results);
  } finally {
    await host.close();
  }
} finally {
  await app.close();
  await rm(folder, { recursive: true, force: true });
}

async function report(results: Readonly<Record<string, readonly MoveTimes[]>>): Promise<void> {
  const machine = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const columns = ['toFrame', 'fromPointer'] as const;
  const figures = Object.entries(results).map(([zoom, times]) => ({
    zoom,
    moves: times.length,
    ...Object.fromEntries(
      columns.map((column) => {
        const values = times.map((time) => time[column]);
        return [column, { medianMs: quantile(values, 0.5), p95Ms: quantile(values, 0.95) }];
      }),
    ),
  })) as { zoom: string; moves: number; toFrame: Figure; fromPointer: Figure }[];
  const cell = ({ medianMs, p95Ms }: Figure): string => `${medianMs.toFixed(1)} / ${p95Ms.toFixed(1)}`;
  const table = [
    '| view | moves | event to frame: median / p95 ms | pointer to frame: median / p95 ms |',
    '|---|---|---|---|',
    ...figures.map((row) => `| ${row.zoom} | ${row.moves} | ${cell(row.toFrame)} | ${cell(row.fromPointer)} |`),
  ].join('\n');
  const text = [
    '# Brush stroke to screen',
    '',
    `An image of ${side} x ${side} with labels, prediction and heat map, brush of 12 px, headless Chromium without a GPU.`,
    `${machine}; ${date}; made by \`node benchmarks/brush/strokeToScreen.ts\`.`,
    '',
    table,
    '',
    'Event to frame: from the page getting the move to the frame with its paint being done, the work of painting and drawing',
    "in it. Pointer to frame: from the pointer's own time stamp, which adds Chromium's wait to hand moves over just before a",
    'frame (up to 16.7 ms at 60 Hz).',
    '',
  ].join('\n');
  console.log(text);
  const resultsFolder = new URL('../../docs/results/', import.meta.url);
  await mkdir(resultsFolder, { recursive: true });
  await writeFile(new URL('brush-stroke-to-screen.md', resultsFolder), text);
  const data = { benchmark: 'benchmarks/brush/strokeToScreen.ts', machine, date, side, strokes, movesPerStroke, figures };
  await writeFile(new URL('brush-stroke-to-screen.json', resultsFolder), `${JSON.stringify(data, null, 2)}\n`);
}

interface Figure {
  readonly medianMs: number;
  readonly p95Ms: number;
}
