import { prepareProject } from './project/prepareProject.ts';
import { row, writeResult } from './results/writeResults.ts';
import type { ResultRow } from './results/writeResults.ts';
import { BenchmarkWindow } from './window/BenchmarkWindow.ts';
import { takeTimes, watchFrames, whenTimed } from './window/watchFrames.ts';

/* How long the next region takes to arrive, all of its pixels sharp: regions spread over images of two sizes. */

const steps = 60;
/** What an expert looks at a region at the very least. */
const lookMs = 400;
const rows: ResultRow[] = [];

for (const { side, instances, regions } of [
  { side: 4096, instances: 10_000, regions: 200 },
  { side: 16_384, instances: 3000, regions: 300 },
]) {
  const window = await BenchmarkWindow.open(await prepareProject({ side, instances, regions }));
  try {
    await window.whenLabelled();
    await watchFrames(window.page, 'keydown', true);
    await window.whenSharp();
    // The first region is looked at too.
    await window.page.waitForTimeout(lookMs);
    for (let at = 0; at < steps + 4; at++) {
      await window.press('j');
      await whenTimed(window.page, at + 1);
      await window.page.waitForTimeout(lookMs);
    }
    rows.push(row(`${side}²`, (await takeTimes(window.page)).slice(4).map(({ toFrame }) => toFrame)));
  } finally {
    await window.close();
  }
}

await writeResult({
  file: 'nextRegion',
  title: 'Next region',
  about:
    'From the key (J) reaching the page to the end of the frame that shows the next region with every tile at its full sharpness, in headless Chromium ' +
    `without a GPU; each region was looked at for ${lookMs} ms, in which the next is fetched ahead.`,
  unit: 'ms',
  goal: 'p95 ≤ 100 ms',
  rows,
});
