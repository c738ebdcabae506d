import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawBarChart } from '../reporting/barChart.ts';
import { zooSets, type ZooSet } from './dataSets.ts';
import type { MadeRow } from './zoo.ts';
import { zooSystems } from './systems.ts';

/** Writes the table and the plot of what has been measured so far. */
export function writeZooPage(folder: string, rows: readonly MadeRow[]): void {
  const sets = zooSets.map((set) => ({ set, own: inOrder(rows.filter((row) => row.set === set.name)) })).filter(({ own }) => own.length > 0);
  const page = ['# Every system of the zoo, in a size for two cores', '', ...intro, '', ...sets.flatMap(({ set, own }) => tableOf(set, own))];
  writeFileSync(join(folder, 'zoo.md'), page.join('\n'));
  const chart = drawBarChart({
    title: 'Mean intersection over union on the val split',
    subtitle: 'trained from scratch under one budget a set; hundredths; the highest of a set in colour',
    unit: '',
    groups: sets.map(({ set, own }) => {
      const best = Math.max(...own.map(({ scores }) => scores.meanIou));
      return { title: set.title, bars: own.map(({ title, scores }) => ({ label: title, value: 100 * scores.meanIou, isOurs: scores.meanIou === best })) };
    }),
  });
  writeFileSync(join(folder, 'zoo.svg'), chart);
}

const intro = [
  'One network each, from random weights, the same steps, crops and augmentation for every system of a set; no system has settings of its own, and rows marked with a longer budget',
  'are no part of the comparison. mIoU is taken over all pixels of the val split, Dice is of the one foreground class: the mean over images, and over all pixels at once, where a small image counts for less. "CRF" is the dense CRF over the',
  'outcome, with the best of four settings on six images of the train split. Times and memory are of training; other work ran on the machine beside some rows (the load before each is in `zoo.json`).',
];

function inOrder(rows: readonly MadeRow[]): MadeRow[] {
  const place = (row: MadeRow): number => zooSystems.findIndex(({ name }) => name === row.system);
  return rows.toSorted((a, b) => place(a) - place(b));
}

function tableOf(set: ZooSet, rows: readonly MadeRow[]): string[] {
  const { steps, batchSize, cropSide, learningRate } = set.budget;
  const isBinary = set.classNames.length === 2;
  const budgetOf = ({ budget }: MadeRow): string => (budget.steps === steps && budget.cropSide === cropSide && budget.batchSize === batchSize ? '' : ` (${budget.steps} steps of ${budget.batchSize} x ${budget.cropSide}²)`);
  return [
    `## ${set.title}`,
    '',
    `${steps} steps of ${batchSize} crops of ${cropSide} x ${cropSide}, learning rate up to ${learningRate}, ${set.input === 'colour' ? 'colour' : 'grey'}.`,
    '',
    '| system | mIoU | with CRF | Dice | with CRF | Dice, all pixels | ECE | parameters | multiply-adds a crop | ms a step | peak memory |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows.map((row) => {
      const { scores, withCrf, parameters, multiplyAdds, msPerStep, trainingPeakBytes } = row;
      const cells = [
        `${row.title}${budgetOf(row)}`,
        scores.meanIou.toFixed(3),
        withCrf?.meanIou.toFixed(3) ?? '',
        isBinary ? scores.dice.toFixed(3) : '',
        isBinary ? (withCrf?.dice.toFixed(3) ?? '') : '',
        isBinary ? diceOverAllPixels(scores.iouPerClass[1]!).toFixed(3) : '',
        scores.ece.toFixed(3),
        `${(parameters / 1e6).toFixed(2)} M`,
        `${(multiplyAdds / 1e9).toFixed(2)} G`,
        msPerStep.toFixed(0),
        `${(trainingPeakBytes / 2 ** 30).toFixed(2)} GiB`,
      ];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
    `Made by \`node benchmarks/zoo/zoo.ts WORK_FOLDER\` on ${[...new Set(rows.map(({ machine }) => machine))].join('; ')}; ${[...new Set(rows.map(({ date }) => date))].join(', ')}.`,
    '',
  ];
}

/** Dice and intersection over union of the same two sets determine each other. */
function diceOverAllPixels(intersectionOverUnion: number): number {
  return (2 * intersectionOverUnion) / (1 + intersectionOverUnion);
}
