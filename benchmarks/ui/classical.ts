import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import { usualCrf } from '../../src-main/core/vision/crf/denseCrf.ts';
import type { SampleWindow } from '../../src-main/core/vision/SampleWindow.ts';
import { makeCompute } from '../../src-renderer/compute/makeCompute.ts';
import { describeMachine } from '../reporting/machine.ts';

/*
 * The classical methods, in the very functions that the window's worker runs: classifiers of pixels and of superpixels from
 * a few strokes, and the dense CRF over a prediction of two classes. Goal: under a second at 1024 pixels a side. The CRF
 * also at other sizes: its time is to grow with the pixels alone. Processor time is told beside the clock's, for other
 * programs share the machine. The picture is made: discs of 40 px on a ground of another shade, with noise.
 */

const repeats = 3;
const ranges = [[0, 255]] as const;
const isDisc = (x: number, y: number): boolean => Math.hypot((x % 64) - 32, (y % 64) - 32) < 20;

interface Measured {
  readonly what: string;
  readonly side: number;
  readonly channels: number;
  readonly medianMs: number;
  readonly processorMs: number;
}

function makeWindow(side: number, channels: number): SampleWindow {
  const random = new RandomSource({ seed: 1, stream: side, counter: channels });
  const samples = Uint8Array.from({ length: side * side * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    return Math.min(Math.max((isDisc(pixel % side, Math.floor(pixel / side)) ? 160 : 70) + 12 * random.normal(), 0), 255);
  });
  return { width: side, height: side, channels, samples };
}

function measure(what: string, { side, channels }: { readonly side: number; readonly channels: number }, work: () => unknown): Measured {
  work();
  const clock: number[] = [];
  const processor: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    work();
    clock.push(performance.now() - start);
    processor.push(process.cpuUsage(used).user / 1000);
  }
  const median = (times: number[]): number => times.sort((first, second) => first - second)[Math.floor(repeats / 2)]!;
  const measured = { what, side, channels, medianMs: median(clock), processorMs: median(processor) };
  console.log(lineOf(measured));
  return measured;
}

function lineOf({ what, side, channels, medianMs, processorMs }: Measured): string {
  return `| ${what} | ${channels} | ${side} px | ${medianMs.toFixed(0)} ms | ${processorMs.toFixed(0)} ms |`;
}

/** From samples and strokes to a class of every pixel: features, trees, prediction. */
function classifier(what: string, side: number, channels: number, isSuperpixels: boolean): Measured[] {
  const window = makeWindow(side, channels);
  const compute = makeCompute();
  const classes = Uint8Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)];
    return y % 128 < 12 ? Number(isDisc(x, y)) : 255;
  });
  const part = { x: 0, y: 0, width: side, height: side };
  const place = { image: { width: side, height: side }, x: 0, y: 0 };
  const options = { sidePx: 14, compactness: 10, colour: channels === 3 ? ('rgb' as const) : ('channels' as const) };
  const keep = (): void => compute.keepFeatures({ key: 'a', window, ranges, part, ...(isSuperpixels && { superpixels: { options, place } }) });
  const learn = (): void => {
    const answer = compute.trainClassifier({ parts: [{ key: 'a', classes }], classCount: 2, seed: 1 });
    if ('missing' in answer) throw new Error('features are missing');
    compute.classify({ key: 'a', forest: answer.forest });
  };
  const size = { side, channels };
  return [measure(`${what}: features, once a window`, size, keep), measure(`${what}: learn anew and classify all`, size, learn)];
}

function crf(side: number, channels: number): Measured {
  const window = makeWindow(side, channels);
  const compute = makeCompute();
  const object = Uint8Array.from({ length: side * side }, (_, at) => (isDisc((at % side) + 3, Math.floor(at / side)) ? 190 : 65));
  const rest = object.map((value) => 255 - value);
  const part = { x: 0, y: 0, width: side, height: side };
  return measure('dense CRF, 2 classes', { side, channels }, () =>
    compute.refinePrediction({ window, ranges, probabilities: [rest, object], part, options: usualCrf }),
  );
}

const heading = '| what | channels | side | median | processor |\n|---|---|---|---|---|';
console.log(heading);
const figures: Measured[] = [];
for (const channels of [1, 3]) {
  figures.push(...classifier('pixel classifier', 1024, channels, false), ...classifier('superpixel classifier', 1024, channels, true));
  for (const side of [256, 512, 1024, 2048]) figures.push(crf(side, channels));
}
const report = { benchmark: 'benchmarks/ui/classical.ts', machine: describeMachine(), date: new Date().toISOString().slice(0, 10), repeats, figures };
const results = join(import.meta.dirname, '..', '..', 'docs', 'results');
await writeFile(join(results, 'ui-classical.json'), `${JSON.stringify(report, null, 2)}\n`);
const page = [
  '# Classical methods in the window: classifiers from strokes, dense CRF',
  '',
  heading,
  ...figures.map(lineOf),
  '',
  `Goal: under a second at 1024 px. ${report.machine}; ${report.date}; medians of ${repeats}. Made by \`node benchmarks/ui/classical.ts\`.`,
];
await writeFile(join(results, 'ui-classical.md'), `${page.join('\n')}\n`);
