import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCompute } from '../../src-renderer/compute/makeCompute.ts';
import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import { brightnessOf, toDisplayUnits } from '../../src-main/core/vision/displayUnits.ts';
import { usualCrf } from '../../src-main/core/vision/crf/denseCrf.ts';
import { magicWand } from '../../src-main/core/vision/magicWand.ts';
import { regionGrow } from '../../src-main/core/vision/regionGrow.ts';
import type { SampleWindow } from '../../src-main/core/vision/SampleWindow.ts';
import { thresholdRegion, thresholdStart } from '../../src-main/core/vision/thresholdRegion.ts';
import { describeMachine } from '../reporting/machine.ts';

/*
 * How long the tools that propose take to compute on a window of 512 and of 1024 pixels a side, grey and RGB: the very
 * functions that the window's worker runs, under Node, whose engine is the browser's. The picture is made: discs of 40 px
 * on a ground of another shade, with noise. Goal for learning anew and classifying 512 pixels a side: under 300 ms.
 */

const repeats = 7;
const sides = [512, 1024] as const;
const channelCounts = [1, 3] as const;
const period = 64;
const discRadius = 20;
const noise = 12;

interface Measured {
  readonly what: string;
  readonly side: number;
  readonly channels: number;
  readonly medianMs: number;
  readonly largestMs: number;
}

const isDisc = (x: number, y: number): boolean => Math.hypot((x % period) - period / 2, (y % period) - period / 2) < discRadius;

function makeWindow(side: number, channels: number): SampleWindow {
  const random = new RandomSource({ seed: 1, stream: side, counter: channels });
  const samples = Uint8Array.from({ length: side * side * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    return Math.min(Math.max((isDisc(pixel % side, Math.floor(pixel / side)) ? 160 : 70) + noise * random.normal(), 0), 255);
  });
  return { width: side, height: side, channels, samples };
}

function measure(what: string, side: number, channels: number, work: () => unknown): Measured {
  work();
  const times: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  times.sort((first, second) => first - second);
  return { what, side, channels, medianMs: times[Math.floor(repeats / 2)]!, largestMs: times.at(-1)! };
}

function measureWindow(side: number, channels: number): Measured[] {
  const window = makeWindow(side, channels);
  const ranges = [[0, 255]] as const;
  const seed = { x: 2, y: 2 };
  const shown = toDisplayUnits(window, ranges);
  const brightness = brightnessOf(shown, null);
  const pixels = side * side;
  const disc = Uint8Array.from({ length: pixels }, (_, at) => (isDisc(at % side, Math.floor(at / side)) ? 1 : 0));
  const probability = disc.map((value) => (value === 1 ? 20 : 230));
  // A few strokes over both classes, as an expert begins.
  const classes = Uint8Array.from(disc, (value, at) => (Math.floor(at / side) % 128 < 12 ? value : 255));
  const drawn = Uint8Array.from({ length: pixels }, (_, at) => (isDisc((at % side) + 3, Math.floor(at / side)) ? 1 : 0));
  const compute = makeCompute();
  const key = 'window';
  const part = { x: 0, y: 0, width: side, height: side };
  const features = measure('pixel classifier: features, once a window', side, channels, () => compute.keepFeatures({ key, window, ranges, part }));
  let forest = 0;
  const learn = measure('pixel classifier: learn anew', side, channels, () => {
    const answer = compute.trainClassifier({ parts: [{ key, classes }], classCount: 2, seed: 1 });
    if ('forest' in answer) forest = answer.forest;
  });
  const both = measure('pixel classifier: learn anew and classify', side, channels, () => {
    const answer = compute.trainClassifier({ parts: [{ key, classes }], classCount: 2, seed: 1 });
    if ('forest' in answer) forest = answer.forest;
    compute.classify({ key, forest });
  });
  return [
    measure('magic wand, all of the ground', side, channels, () => magicWand(shown, seed, { tolerance: 70, connectivity: 4, comparedTo: 'seed' })),
    measure('region grow, all of the ground', side, channels, () => regionGrow({ width: side, height: side, values: probability }, seed, { threshold: 0.5, connectivity: 4 })),
    measure('threshold with Otsu’s start', side, channels, () => {
      const threshold = thresholdStart(brightness, null) ?? 0;
      thresholdRegion(brightness, null, { threshold, objects: 'light', smallestObjectPx: 10 });
    }),
    measure('superpixels of 14 px', side, channels, () =>
      compute.superpixels({ window, ranges, around: part, box: part, image: window, options: { sidePx: 14, compactness: 10, colour: channels === 3 ? 'rgb' : 'channels' } }),
    ),
    features,
    learn,
    both,
    measure('edge refinement (dense CRF)', side, channels, () =>
      compute.refineMask({ window, ranges, mask: { width: side, height: side, data: drawn }, probability: null, rule: { ...usualCrf, trust: 0.75 } }),
    ),
  ];
}

const figures = channelCounts.flatMap((channels) => sides.flatMap((side) => measureWindow(side, channels)));
console.log('| what | channels | side | median | largest |');
console.log('|---|---|---|---|---|');
for (const { what, channels, side, medianMs, largestMs } of figures) {
  console.log(`| ${what} | ${channels} | ${side} px | ${medianMs.toFixed(0)} ms | ${largestMs.toFixed(0)} ms |`);
}
const report = { benchmark: 'benchmarks/ui/assistTools.ts', machine: describeMachine(), date: new Date().toISOString().slice(0, 10), repeats, figures };
await writeFile(join(import.meta.dirname, '..', '..', 'docs', 'results', 'ui-assist-tools.json'), `${JSON.stringify(report, null, 2)}\n`);
