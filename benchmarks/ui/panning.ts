import { prepareProject } from './project/prepareProject.ts';
import { quantile, writeResult } from './results/writeResults.ts';
import type { ResultRow } from './results/writeResults.ts';
import { BenchmarkWindow } from './window/BenchmarkWindow.ts';
import { countPresented } from './window/countPresented.ts';

/* How many frames a second are shown while the view is dragged over 10,000 objects with outlines, prediction and heat map. */

const side = 4096;
const instances = 10_000;
const drags = 8;
const movesPerDrag = 60;
const rows: ResultRow[] = [];
const framesPerSecond: Record<string, number> = {};
const window = await BenchmarkWindow.open(await prepareProject({ side, instances, regions: 200 }));
try {
  await window.whenLabelled();
  for (const [view, keys] of [
    ['1:4', ['0', '+', '+']],
    ['1:1', ['Shift+0']],
    ['3:1', ['Shift+0', '+', '+', '+', '+', '+']],
  ] as const) {
    for (const key of keys) {
      await window.press(key);
      await window.page.waitForTimeout(200);
    }
    await window.whenSharp();
    await window.page.waitForLoadState('networkidle');
    // One drag to warm up.
    await drag(window, 0);
    const presented = await countPresented(window, async () => {
      for (let at = 0; at < drags; at++) await drag(window, at);
    });
    framesPerSecond[view] = Math.round(presented.count / presented.seconds);
    const gaps = presented.gapsMs;
    rows.push({ name: `${view}: time between frames`, count: gaps.length, median: quantile(gaps, 0.5), p95: quantile(gaps, 0.95) });
  }
} finally {
  await window.close();
}

await writeResult({
  file: 'panning',
  title: 'Panning over 10,000 objects',
  about:
    `The view is dragged in circles over an image of ${side}² with ${instances} labelled objects, prediction and heat map, in headless Chromium without a GPU: frames ` +
    'that the compositor handed to the screen while the pointer moved 60 times a second, from the browser’s own trace. `framesPerSecond` is their number by the time taken.',
  unit: 'ms',
  goal: '≥ 50 frames/s, so ≤ 20 ms between frames',
  rows,
  further: { framesPerSecond, drags, movesPerDrag },
});

/** A round trip of the pointer, one move every sixtieth of a second. */
async function drag(window: BenchmarkWindow, turn: number): Promise<void> {
  const { page } = window;
  const { x, y, width, height } = await window.box();
  const middle = { x: x + width / 2, y: y + height / 2 };
  await page.mouse.move(middle.x + 120, middle.y);
  await page.mouse.down({ button: 'middle' });
  let due = performance.now();
  for (let step = 1; step <= movesPerDrag; step++) {
    const angle = (2 * Math.PI * step) / movesPerDrag + turn;
    await page.mouse.move(middle.x + 120 * Math.cos(angle), middle.y + 120 * Math.sin(angle));
    due += 1000 / 60;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
  }
  await page.mouse.up({ button: 'middle' });
}
