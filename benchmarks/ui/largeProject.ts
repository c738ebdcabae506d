import { prepareLargeProject } from './project/prepareLargeProject.ts';
import { quantile, row, writeResult } from './results/writeResults.ts';
import type { ResultRow } from './results/writeResults.ts';
import { BenchmarkWindow } from './window/BenchmarkWindow.ts';
import { countPresented } from './window/countPresented.ts';
import { timeToFrame } from './window/timeToFrame.ts';
import { takeTimes, watchFrames, whenTimed } from './window/watchFrames.ts';

/* A project of 10,000 images and a queue of 5000 regions: how long the table and the queue take to show, sort, filter and scroll. */

const size = { images: 10_000, regions: 5000, labelledEvery: 3 };
const repeats = 12;
const wheels = 240;
const wheelPx = 120;
/** What an expert looks at a region at the very least. */
const lookMs = 400;
const rows: ResultRow[] = [];
const window = await BenchmarkWindow.open(await prepareLargeProject(size));
const { page } = window;
let framesPerSecond = 0;
try {
  await window.whenLabelled();
  await window.whenSharp();
  rows.push(row('queue: next region', await nextRegions()));
  const pages = page.getByRole('navigation', { name: 'Pages' });
  const dataTab = pages.getByRole('button', { name: 'Data' });
  const firstRow = '[data-testid="data-row"]';

  const shown: number[] = [];
  for (let at = 0; at < repeats; at++) {
    shown.push(await timeToFrame(dataTab, { until: firstRow }));
    await pages.getByRole('button', { name: 'Images' }).click();
    await window.whenSharp();
  }
  rows.push(row('table: shown', shown));
  await timeToFrame(dataTab, { until: firstRow });

  // Every Dice has been measured by then.
  await page.waitForTimeout(6000);
  const grid = page.getByRole('grid', { name: 'Images of the project' });
  for (const column of ['Name', 'State', 'Dice', 'Doubt', 'When']) {
    const header = grid.getByRole('columnheader', { name: column, exact: true }).getByRole('button');
    rows.push(row(`table: sort by ${column}`, await repeated(() => timeToFrame(header))));
  }
  const search = page.getByRole('searchbox', { name: 'Find by name' });
  rows.push(row('table: filter by name', await repeated((at) => timeToFrame(search, { text: at % 2 === 0 ? `${at % 10}7` : '' }))));
  await timeToFrame(search, { text: '' });
  rows.push(row('table: select all', await repeated(() => timeToFrame(grid.getByRole('checkbox', { name: 'Select all that are shown' })))));

  const box = (await grid.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await scroll(20);
  const presented = await countPresented(window, () => scroll(wheels));
  framesPerSecond = Math.round(presented.count / presented.seconds);
  rows.push({ name: 'table: time between frames, scrolling', count: presented.gapsMs.length, median: quantile(presented.gapsMs, 0.5), p95: quantile(presented.gapsMs, 0.95) });
} finally {
  await window.close();
}

await writeResult({
  file: 'largeProject',
  title: 'A project of 10,000 images',
  about:
    `${size.images} images, every third labelled, maps of all, and ${size.regions} regions, in headless Chromium without a GPU. From the press to the end of the frame that shows the ` +
    'rows: opening the page again and again, each time read anew; sorting, filtering and selecting all rows. Scrolling turns the wheel 60 times a second; frames are those that the ' +
    'compositor handed to the screen. `framesPerSecond` is their number by the time taken.',
  unit: 'ms',
  goal: 'table ≤ 1000 ms, sorting, filtering and next region ≤ 100 ms, ≥ 50 frames/s while scrolling',
  rows,
  further: { framesPerSecond, wheels, wheelPx },
});

async function repeated(work: (at: number) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < repeats; at++) times.push(await work(at));
  return times;
}

async function nextRegions(): Promise<number[]> {
  await watchFrames(page, 'keydown', true);
  await page.waitForTimeout(lookMs);
  for (let at = 0; at < repeats + 4; at++) {
    await window.press('j');
    await whenTimed(page, at + 1);
    await page.waitForTimeout(lookMs);
  }
  return (await takeTimes(page)).slice(4).map(({ toFrame }) => toFrame);
}

async function scroll(turns: number): Promise<void> {
  let due = performance.now();
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(0, wheelPx);
    due += 1000 / 60;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
  }
}
