import { prepareProject } from './project/prepareProject.ts';
import { row, writeResult } from './results/writeResults.ts';
import type { ResultRow } from './results/writeResults.ts';
import { BenchmarkWindow } from './window/BenchmarkWindow.ts';
import { takeTimes, watchFrames } from './window/watchFrames.ts';

/*
 * How long a brush move takes to the screen: a brush of 100 px on images of 4096 x 4096 and 16384 x 16384 pixels with
 * objects, prediction and heat map shown. Build the window first (`npm start` and `npm test` do).
 */

const strokes = 10;
const movesPerStroke = 60;
const rows: ResultRow[] = [];
const fromDevice: Record<string, ResultRow> = {};

for (const { side, instances } of [
  { side: 4096, instances: 10_000 },
  { side: 16_384, instances: 3000 },
]) {
  const project = await prepareProject({ side, instances, regions: side === 4096 ? 200 : 300 });
  const window = await BenchmarkWindow.open(project, { stored: { brushDiameter: 100 } });
  try {
    for (const [zoom, key] of [['whole image', '0'], ['pixel for pixel', 'Shift+0']] as const) {
      await window.whenLabelled();
      await window.press(key);
      await window.whenSharp();
      await window.press('b');
      // The first stroke, in which the browser compiles the code it runs, is not counted.
      await drawStroke(window, 0.5);
      if (zoom === 'whole image') await watchFrames(window.page, 'pointermove', false);
      await takeTimes(window.page);
      for (let stroke = 0; stroke < strokes; stroke++) await drawStroke(window, stroke / strokes);
      const times = await takeTimes(window.page);
      const name = `${side}², ${zoom}`;
      rows.push(row(name, times.map(({ toFrame }) => toFrame)));
      fromDevice[name] = row(name, times.map((time) => time.fromDevice));
    }
  } finally {
    await window.close();
  }
}

await writeResult({
  file: 'brushMoves',
  title: 'Brush move to pixels',
  about:
    'A round brush of 100 px drawn in waves over an image with labelled objects, prediction and heat map, in headless Chromium without a GPU. From the ' +
    'page getting the pointer move to the frame with its paint being done. `fromDevice` adds the browser’s wait to hand moves over just before a frame.',
  unit: 'ms',
  goal: 'p95 ≤ 8 ms at 4096², ≤ 16 ms at 16384²',
  rows,
  further: { strokes, movesPerStroke, fromDevice },
});

/** A wave across the view, one move a step; the next begins when this one is saved. */
async function drawStroke(window: BenchmarkWindow, share: number): Promise<void> {
  const box = await window.box();
  const { mouse } = window.page;
  const at = (step: number): [number, number] => [
    box.x + box.width * (0.3 + (0.4 * step) / movesPerStroke),
    box.y + box.height * (0.2 + 0.6 * share) + 40 * Math.sin(step / 5),
  ];
  await mouse.move(...at(0));
  await mouse.down();
  for (let step = 1; step <= movesPerStroke; step++) await mouse.move(...at(step));
  await mouse.up();
  await window.whenSaved();
}
