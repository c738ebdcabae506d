import { prepareProject } from './project/prepareProject.ts';
import { row, writeResult } from './results/writeResults.ts';
import type { ResultRow } from './results/writeResults.ts';
import { BenchmarkWindow } from './window/BenchmarkWindow.ts';
import { takeTimes, watchFrames, whenTimed } from './window/watchFrames.ts';

/* How long the change to the next heat map takes, at 4096 x 4096 pixels, with 10,000 objects and a prediction shown. */

const switches = 60;
const rows: ResultRow[] = [];
const window = await BenchmarkWindow.open(await prepareProject({ side: 4096, instances: 10_000, regions: 200 }));
try {
  await window.whenLabelled();
  await watchFrames(window.page, 'keydown', true);
  for (const [zoom, key] of [['whole image', '0'], ['pixel for pixel', 'Shift+0']] as const) {
    await window.press(key);
    await window.whenSharp();
    await window.page.waitForLoadState('networkidle');
    await takeTimes(window.page);
    for (let at = 0; at < switches + 4; at++) {
      await window.press('Shift+h');
      await whenTimed(window.page, at + 1);
    }
    rows.push(row(`4096², ${zoom}`, (await takeTimes(window.page)).slice(4).map(({ toFrame }) => toFrame)));
  }
} finally {
  await window.close();
}

await writeResult({
  file: 'heatMapSwitch',
  title: 'Heat-map switch',
  about:
    'From the key (Shift+H) reaching the page to the end of the frame in which all that is seen has the other map, in headless Chromium without a GPU. ' +
    'Half a frame’s wait (8 ms on average) is part of it. The maps were fetched ahead, as they are while one looks at the first.',
  unit: 'ms',
  goal: 'p95 ≤ 50 ms',
  rows,
});
