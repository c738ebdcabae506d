import { prepareProject } from './project/prepareProject.ts';
import { row, writeResult } from './results/writeResults.ts';
import type { ResultRow } from './results/writeResults.ts';
import { BareWindow, pause } from './window/BareWindow.ts';
import { rendererProcess, watchMemory } from './window/rendererMemory.ts';

/* What the window's process holds while one works on an image of 16384 x 16384 pixels. */

const side = 16_384;
const everyMs = 200;
const rows: ResultRow[] = [];
let largestResident = 0;
const window = await BareWindow.open(await prepareProject({ side, instances: 3000, regions: 300 }), { brushDiameter: 100 });
try {
  await window.whenLabelled();
  const renderer = await rendererProcess(window);
  await during('opening', () => window.whenSharp());
  await during('zooming in and out through all levels', async () => {
    await press('0', 1);
    await press('+', 24);
    await press('-', 24);
  });
  await during('moving pixel for pixel', async () => {
    await press('Shift+0', 1);
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowLeft', 'Shift+ArrowUp']) await press(key, 20);
  });
  await during('switching heat maps', async () => {
    for (let at = 0; at < 5; at++) {
      await press('Shift+h', 4);
      await press('Shift+ArrowRight', 4);
    }
  });
  await during('going through 100 regions', () => press('j', 100));
  await during('painting 20 strokes', async () => {
    await press('b', 1);
    for (let at = 0; at < 20; at++) await stroke(at / 20);
  });

  async function during(name: string, work: () => Promise<void>): Promise<void> {
    const watch = watchMemory(renderer, everyMs);
    await work();
    await pause(2 * everyMs);
    watch.stop();
    rows.push(row(name, watch.samples.map(({ proportional }) => proportional)));
    largestResident = Math.max(largestResident, ...watch.samples.map(({ resident }) => resident));
  }
} finally {
  await window.close();
}

await writeResult({
  file: 'memory',
  title: 'Memory of the window with an image of 16384²',
  about:
    'The proportional set size of the process that runs the window (its own pages and its share of those it shares with others), looked at five times a second during each ' +
    'activity, with prediction, heat map and 3000 labelled objects. `largestResident` counts everything mapped in, shared libraries too.',
  unit: 'MiB',
  goal: '≤ 600 MB',
  rows,
  further: { largestResidentMiB: Math.round(largestResident) },
});

async function press(key: string, times: number): Promise<void> {
  for (let at = 0; at < times; at++) {
    await window.press(key);
    await pause(120);
  }
  await window.whenSharp();
}

async function stroke(share: number): Promise<void> {
  const y = 0.2 + 0.6 * share;
  await window.drag({ x: 0.3, y }, { x: 0.6, y }, 20);
  await window.whenSaved();
}
