import { slope } from '../reporting/slope.ts';
import { prepareProject } from './project/prepareProject.ts';
import { row, writeResult } from './results/writeResults.ts';
import { BareWindow, pause } from './window/BareWindow.ts';
import { processMemory, rendererProcess } from './window/rendererMemory.ts';

/*
 * Eight hours of use, run fast: as many region visits, strokes, undos, moves, zooms and changes of the heat map as an
 * expert makes in a day, in one window. Memory is looked at after a forced collection. `--visits N` runs fewer.
 */

/** A region every ten seconds for eight hours. */
const visitsOfADay = 2880;
const visits = Number(process.argv[process.argv.indexOf('--visits') + 1] ?? NaN) || visitsOfADay;
const visitsPerSample = Math.max(Math.floor(visits / 60), 1);
/** The first part fills caches up to their budgets: growth is judged on the rest. */
const warmShare = 0.4;

interface Sample {
  readonly visits: number;
  readonly heapMiB: number;
  readonly processMiB: number;
}

const samples: Sample[] = [];
const window = await BareWindow.open(await prepareProject({ side: 4096, instances: 10_000, regions: 200 }), { brushDiameter: 30 });
const begun = performance.now();
try {
  await window.whenLabelled();
  await window.whenSharp();
  const renderer = await rendererProcess(window);
  await window.send('HeapProfiler.enable');
  for (let visit = 1; visit <= visits; visit++) {
    await visitRegion(visit);
    if (visit % visitsPerSample !== 0) continue;
    await window.send('HeapProfiler.collectGarbage');
    const { usedSize } = await window.send<{ usedSize: number }>('Runtime.getHeapUsage');
    const { proportional } = await processMemory(renderer);
    samples.push({ visits: visit, heapMiB: usedSize / 2 ** 20, processMiB: proportional });
  }
} finally {
  await window.close();
}

const warm = samples.slice(Math.floor(samples.length * warmShare));
const heapSlope = slope(warm.map(({ visits: x, heapMiB: y }) => ({ x, y }))) * visitsOfADay;
const processSlope = slope(warm.map(({ visits: x, processMiB: y }) => ({ x, y }))) * visitsOfADay;
await writeResult({
  file: 'soak',
  title: 'A day of work without growth',
  about:
    `${visits} region visits, each with a heat-map change, a move or zoom, and every fourth with a stroke that is taken back, in one window on an image of 4096² with 10,000 ` +
    `objects, in ${Math.round((performance.now() - begun) / 60_000)} minutes. A day has ${visitsOfADay} visits at one every ten seconds. Memory after a forced garbage collection; growth is the slope ` +
    `of a straight line through the last ${100 - 100 * warmShare} % of the samples, for a whole day.`,
  unit: 'MiB',
  goal: 'no growth',
  rows: [row('JavaScript heap', warm.map(({ heapMiB }) => heapMiB)), row('process', warm.map(({ processMiB }) => processMiB))],
  further: { growthOfADayMiB: { heap: round(heapSlope), process: round(processSlope) } },
  samples: samples.map((sample) => ({ ...sample, heapMiB: round(sample.heapMiB), processMiB: round(sample.processMiB) })),
});

async function visitRegion(visit: number): Promise<void> {
  await window.press(visit % 150 < 75 ? 'j' : 'k');
  await window.press('Shift+h');
  await window.press(['Shift+ArrowRight', '+', '-', 'Shift+ArrowUp', '0'][visit % 5]!);
  if (visit % 4 === 0) {
    await window.press('b');
    await stroke(visit);
    await window.whenSaved();
    await window.press('Control+z');
    await window.press('Escape');
  }
  await pause(30);
}

async function stroke(visit: number): Promise<void> {
  const y = 0.25 + 0.5 * ((visit % 37) / 37);
  await window.drag({ x: 0.4, y }, { x: 0.55, y }, 6);
}


function round(value: number): number {
  return Math.round(value * 100) / 100;
}
