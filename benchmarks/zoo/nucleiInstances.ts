import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InstanceMeter, meanAveragePrecision } from '../../src-main/core/metrics/InstanceMeter.ts';
import { countOverlap, dice } from '../../src-main/core/metrics/overlap.ts';
import { planeIndex } from '../../src-main/core/predictions/predictionFile.ts';
import type { PredictionPlane } from '../../src-main/core/predictions/predictionFile.ts';
import { connectedObjects } from '../../src-main/core/vision/connectedObjects.ts';
import { ruleForNormalisedDistances, ruleForRimDistances, separateObjects } from '../../src-main/core/vision/separateObjects.ts';
import type { SeparationRule } from '../../src-main/core/vision/separateObjects.ts';
import type { LabelledEngineImage } from '../../src-main/engine/engineApi.ts';
import { EngineClient } from '../../src-main/engine/engineClient.ts';
import { nodeProcesses } from '../../src-main/processes/nodeProcesses.ts';
import { describeMachine } from '../reporting/machine.ts';
import { loadNuclei, requireNuclei } from '../training/nucleiImages.ts';

/**
 * Counts nuclei: how many a trained model finds as objects of their own, by connected areas of what it takes for nucleus, by
 * a watershed on the distance to their rim and, where it has a distance head, by a watershed on what that says.
 *
 *     node benchmarks/zoo/nucleiInstances.ts MODEL_FOLDER [--name starter] [--split val]
 *     node benchmarks/zoo/nucleiInstances.ts MODEL_FOLDER --tune
 *
 * `--tune` tries rules of the watershed on every fourth image of the train split instead, and writes nothing.
 */

const goal = { dice: 0.93, f1: 0.8 } as const;
const resultsFolder = fileURLToPath(new URL('../../docs/results', import.meta.url));

interface Predicted {
  readonly image: LabelledEngineImage;
  /** 1 where nucleus. */
  readonly mask: Uint8Array;
  readonly distances: Float32Array | null;
}

interface Way {
  readonly name: string;
  readonly separate: (predicted: Predicted) => Int32Array;
}

/** Objects of fewer pixels are left out in all ways alike. */
const { smallest } = ruleForRimDistances;
const byAreas: Way['separate'] = ({ image: { width, height }, mask }) => {
  const { ids, sizes } = connectedObjects({ width, height, data: mask }, 8);
  return ids.map((id) => (id > 0 && sizes[id - 1]! >= smallest ? id : 0));
};

requireNuclei();
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { name: { type: 'string' }, split: { type: 'string', default: 'val' }, tune: { type: 'boolean', default: false } },
});
if (positionals[0] === undefined || (options.split !== 'val' && options.split !== 'train')) {
  console.error('wanted: node benchmarks/zoo/nucleiInstances.ts MODEL_FOLDER [--name NAME] [--split val|train] [--tune]');
  process.exit(2);
}
const modelFolder = resolve(positionals[0]);
const split = options.tune ? 'train' : options.split;
const workFolder = await mkdtemp(join(tmpdir(), 'sfumato-instances-'));
const engine = new EngineClient(nodeProcesses);
try {
  const predicted = await predict();
  if (options.tune) tune(predicted);
  else await report(predicted);
} finally {
  engine.close();
  await rm(workFolder, { recursive: true, force: true });
}

async function predict(): Promise<Predicted[]> {
  const all = await loadNuclei(split, workFolder, { withObjects: true });
  const images = options.tune ? all.filter((_image, at) => at % 4 === 0) : all;
  const outcomes = await engine.predict({ images: images.map(({ labels: _labels, objects: _objects, ...image }) => image), modelFolder, outputFolder: join(workFolder, 'maps') });
  return Promise.all(
    outcomes.map(async (outcome): Promise<Predicted> => {
      const image = images.find(({ imageId }) => imageId === outcome.imageId)!;
      const bytes = await readFile(outcome.path);
      const pixels = image.width * image.height;
      const plane = (name: PredictionPlane): Uint8Array | null => {
        const index = planeIndex(name, outcome);
        return index === null ? null : bytes.subarray(index * pixels, (index + 1) * pixels);
      };
      const distances = plane('objectDistance');
      return { image, mask: plane('prediction')!.map((label) => (label === 0 ? 0 : 1)), distances: distances && Float32Array.from(distances, (byte) => byte / 255) };
    }),
  );
}

function byWatershed(distances: 'rim' | 'head', rule: SeparationRule): Way['separate'] {
  return ({ image: { width, height }, mask, distances: own }) => separateObjects({ width, height, mask, distances: distances === 'rim' ? null : own }, rule).ids;
}

function measure(predicted: readonly Predicted[], { name, separate }: Way) {
  const meter = new InstanceMeter();
  const startedAt = performance.now();
  for (const each of predicted) meter.add({ predicted: separate(each), truth: each.image.objects!, labels: null });
  const figures = meter.figures();
  return {
    name,
    f1: figures[0]!.f1,
    averagePrecision: Object.fromEntries(figures.map(({ threshold, averagePrecision }) => [threshold, averagePrecision])),
    meanAveragePrecision: meanAveragePrecision(figures),
    predicted: meter.predictedObjects,
    labelled: meter.truthObjects,
    matched: figures[0]!.matched,
    millisecondsAnImage: (performance.now() - startedAt) / predicted.length,
  };
}

type Measured = ReturnType<typeof measure>;

function tune(predicted: readonly Predicted[]): void {
  const rows: (readonly [string, Measured])[] = [['connected areas', measure(predicted, { name: 'areas', separate: byAreas })]];
  const hasHead = predicted.every(({ distances }) => distances);
  for (const smoothing of [0, 1, 2]) {
    for (const depth of [0.5, 0.75, 1, 1.5]) rows.push([`rim, smoothing ${smoothing}, depth ${depth}`, measure(predicted, { name: 'rim', separate: byWatershed('rim', { smoothing, depth, smallest }) })]);
    if (!hasHead) continue;
    for (const depth of [0.05, 0.1, 0.2, 0.3]) rows.push([`head, smoothing ${smoothing}, depth ${depth}`, measure(predicted, { name: 'head', separate: byWatershed('head', { smoothing, depth, smallest }) })]);
  }
  for (const [name, { f1, meanAveragePrecision: mean }] of rows) console.log(`${name}: F1 ${f1.toFixed(4)}, mean AP ${mean.toFixed(4)}`);
}

async function report(predicted: readonly Predicted[]): Promise<void> {
  const ways: Way[] = [
    { name: 'connected areas', separate: byAreas },
    { name: 'watershed on the distance to the rim', separate: byWatershed('rim', ruleForRimDistances) },
  ];
  if (predicted.every(({ distances }) => distances)) ways.push({ name: 'watershed on the distance head', separate: byWatershed('head', ruleForNormalisedDistances) });
  const measured = ways.map((way) => measure(predicted, way));
  const diceOf = ({ image, mask }: Predicted): number => {
    const { foreground } = countOverlap(mask, image.labels, 2);
    return dice(foreground.truth, foreground.predicted, foreground.both);
  };
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    device: (await engine.describe()).device.text,
    model: options.name ?? basename(modelFolder),
    split,
    images: predicted.length,
    dice: predicted.reduce((sum, each) => sum + diceOf(each), 0) / predicted.length,
    ways: measured,
    rules: { rim: ruleForRimDistances, head: ruleForNormalisedDistances },
    goal,
  };
  const path = join(resultsFolder, `nuclei-instances-${result.model}${split === 'val' ? '' : `-${split}`}`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.json`, `${JSON.stringify(result, null, 2)}\n`);
  const page = pageOf(result);
  await writeFile(`${path}.md`, page);
  console.log(page);
}

interface Result {
  readonly date: string;
  readonly machine: string;
  readonly device: string;
  readonly model: string;
  readonly split: string;
  readonly images: number;
  readonly dice: number;
  readonly ways: readonly Measured[];
}

function pageOf({ date, machine, device, model, split: measuredOn, images, dice: meanDice, ways }: Result): string {
  const thresholds = [0.5, 0.6, 0.7, 0.8, 0.9];
  const best = ways.reduce((most, way) => (way.f1 > most.f1 ? way : most));
  const rows = ways.map((way) => {
    const precisions = thresholds.map((threshold) => way.averagePrecision[threshold]!.toFixed(3)).join(' | ');
    return `| ${way.name} | ${way.predicted} | ${way.matched} | ${way.f1.toFixed(4)} | ${precisions} | ${way.meanAveragePrecision.toFixed(4)} | ${way.millisecondsAnImage.toFixed(0)} |`;
  });
  return [
    `# Nuclei as objects: ${model}`,
    '',
    `On the ${images} images of the ${measuredOn} split of nuclei-dsb2018, ${ways[0]!.labelled} nuclei. Mean Dice of the foreground: ${meanDice.toFixed(4)}.`,
    'An object is found when it shares with one of the labels at least the threshold of what both cover; counts are summed over all images.',
    '',
    `| objects by | predicted | found at 0.5 | F1 at 0.5 | ${thresholds.map((threshold) => `AP ${threshold}`).join(' | ')} | mean AP 0.5 … 0.9 | ms an image |`,
    `|---|---|---|---|${thresholds.map(() => '---').join('|')}|---|---|`,
    ...rows,
    '',
    `Goal: Dice of at least ${goal.dice}: ${meanDice >= goal.dice ? 'reached' : 'missed'}; F1 at 0.5 of at least ${goal.f1}: ${best.f1 >= goal.f1 ? 'reached' : 'missed'} (${best.name}).`,
    '',
    `${device}; ${machine}; ${date}. Made by \`node benchmarks/zoo/nucleiInstances.ts MODEL_FOLDER --name ${model}\`.`,
    '',
  ].join('\n');
}
