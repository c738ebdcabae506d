import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usualReviewSettings } from '../../../src-main/core/review/ReviewSettings.ts';
import { armNames, armTitles, isStrategy } from '../arms.ts';
import { expertNames } from '../experts/Expert.ts';
import type { ExpertName } from '../experts/Expert.ts';
import { experts } from '../experts/experts.ts';
import { timeModel } from '../experts/timeModel.ts';
import { baseline, intervalOf, LoopFigures } from '../figures/LoopFigures.ts';
import type { MadeRun } from '../figures/LoopRun.ts';
import { loopSets } from '../sets/loopSets.ts';
import type { LoopSet } from '../sets/LoopSet.ts';
import { budget } from '../simulation/budget.ts';
import type { TrainingName } from '../simulation/budget.ts';
import { mostForCorrelation } from '../simulation/RegionQueue.ts';
import { drawCurves } from './curveChart.ts';
import { hundredths, percent, points } from './format.ts';
import { learnedLossCorrelation, ownArm, reachRows } from './reach.ts';

/** What the files of a page are called. */
export function pageName(training: TrainingName): string {
  return training === 'anew' ? 'loop' : `loop-${training}`;
}

/** Writes the page and its charts of what has been simulated so far. */
export function writeLoopPage(folder: string, runs: readonly MadeRun[], training: TrainingName): void {
  if (runs.length === 0) return;
  const sections = expertNames.flatMap((expert) => {
    const sets = loopSets.map((set) => ({ set, figures: new LoopFigures(runs, set.name, expert) })).filter(({ figures }) => figures.seeds.length > 0);
    if (sets.length === 0) return [];
    for (const { set, figures } of sets) if (isDrawable(figures)) writeFileSync(join(folder, chartName(set, expert, training)), drawCurves(set, figures));
    return [`## The expert ${experts[expert].title}`, '', ...reachTable(sets), ...sets.flatMap(({ set, figures }) => setSection(set, figures, chartName(set, expert, training)))];
  });
  writeFileSync(join(folder, `${pageName(training)}.md`), [...introduction(runs, training), ...sections].join('\n'));
}

function introduction(runs: readonly MadeRun[], training: TrainingName): string[] {
  const made = [...new Set(runs.map(({ machine, threads }) => `${machine}; processor threads: ${threads}`))].join('; ');
  const days = runs.map(({ date }) => date).sort();
  const { lookSeconds, lookSecondsPerPixel, strokeSeconds, rimSecondsPerPixel, navigateSeconds } = timeModel;
  return [
    training === 'anew' ? '# The loop of model and expert' : '# The loop of model and expert, models going on from each other',
    '',
    `${made}; ${[...new Set([days[0], days.at(-1)])].join(' to ')}; ${runs.length} runs. Made by \`node benchmarks/loop/loop.ts WORK_FOLDER${training === 'anew' ? '' : ` --training ${training}`}\`.`,
    '',
    `A simulated expert labels ${budget.seedWindows} windows of ${budget.seedSide} x ${budget.seedSide} pixels (one for each class at least, the same for every strategy). On them ${budget.members} U-Nets are trained from random weights (${budget.newSteps} steps of ${budget.batchSize} crops of ${budget.cropSide} x ${budget.cropSide}).`,
    `Then, round by round, the pool is predicted, a strategy finds regions and puts them in order, and the expert settles them until ${budget.goals.map(percent).join(', ')} of the pool’s pixels are; ${trainingWords[training]}, and are measured on test images.`,
    `“Whole images” asks for complete images in random order until ${budget.wholeGoals.map(percent).join(', ')} of them are labelled, painted over the model’s proposal or from nothing, whichever is faster. “Fully labelled” trains from random weights on all labels of the pool for ${budget.fullSteps} steps. After the last round of the default and of foreground-aware random the same full training is made on their labels (“full training”).`,
    '',
    `The expert’s time: ${lookSeconds} s to take up a region and to decide on it, and ${(1 / lookSecondsPerPixel).toFixed(0)} pixels looked over a second; ${strokeSeconds} s to begin a stroke, one for each connected wrong part, and ${rimSecondsPerPixel} s for each pixel along its rim; ${navigateSeconds} s to find one’s way in another image. Sources stand in \`benchmarks/loop/experts/timeModel.ts\`. These are assumptions, the same for all: no person was timed.`,
    '',
    'Dice: mean over the test images that have the class, then over the classes (without background; CamVid has none). Area: mean Dice while the budget is spent, from the first model to the least budget at which all strategies of the seed have been measured (whole images: nothing where they had not come so far); “less random” is the difference to foreground-aware random with the same seed, as far as both have been measured. Mean ± half the 95 % confidence interval over the seeds (Student’s t; of differences the paired t-test). One seed has no interval, and three have a wide one.',
    '',
    `The default looks at the learned loss while its rank correlation with the share of wrong pixels found in the ${mostForCorrelation} regions settled last is at least ${usualReviewSettings.learnedLossLimit}, and at the ensemble’s probabilities alone otherwise (“found correlation” below). The random and audited regions that the program slips into its queue are left out here, and no temperature is fitted, for nothing is held back.`,
    '',
  ];
}

const trainingWords: Readonly<Record<TrainingName, string>> = {
  anew: `the networks are trained anew on all labels so far (${budget.newSteps} steps), so that the curves tell what the labels are worth`,
  continued: `the networks go on from where they were for ${budget.continuedSteps} steps on all labels so far, held to their parent’s word where there is no label, as the program’s own updates do`,
};

interface MeasuredSet {
  readonly set: LoopSet;
  readonly figures: LoopFigures;
}

function reachTable(sets: readonly MeasuredSet[]): string[] {
  const missing = loopSets.filter(({ name }) => !sets.some(({ set }) => set.name === name)).map(({ name }) => name);
  return [
    ...(missing.length === 0 ? [] : [`Not simulated yet: ${missing.join(', ')}.`, '']),
    '| aim | asked | measured | reached |',
    '|---|---|---|---|',
    ...reachRows(sets.map(({ set, figures }) => ({ name: set.name, figures }))).map(({ aim, asked, measured, isReached }) => `| ${aim} | ${asked} | ${measured} | ${isReached === null ? 'open' : isReached ? 'yes' : 'no'} |`),
    '',
  ];
}

function setSection(set: LoopSet, figures: LoopFigures, chart: string): string[] {
  const made = armNames.filter((arm) => figures.runsOf(arm).length > 0);
  const missing = armNames.filter((arm) => !made.includes(arm)).map((arm) => armTitles[arm]);
  const full = figures.fullDice();
  return [
    `### ${set.title}`,
    '',
    `${set.parts} U-Nets of width ${set.network.width} and depth ${set.network.depth}.${full === null ? '' : ` Dice with all pixels labelled: ${(100 * full).toFixed(1)}.`}`,
    '',
    ...(missing.length === 0 ? [] : [`Not simulated yet: ${missing.join(', ')}.`, '']),
    '| arm | seeds | area over pixels | less random | area over time | less random | last Dice | full training | labelled at the end | minutes at the end | wrong labels | ECE | learned loss ρ | found correlation |',
    `|---|---:|${'---:|'.repeat(12)}`,
    ...made.map((arm) => {
      const last = figures.runsOf(arm).map(({ points: measured }) => measured.at(-1)!);
      const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      const difference = (axis: 'pixels' | 'seconds'): string => {
        const found = arm === baseline ? null : figures.difference(arm, axis);
        return found ? points(found) : '';
      };
      const cells = [
        arm === ownArm ? `**${armTitles[arm]}**` : armTitles[arm],
        last.length,
        hundredths(figures.area(arm, 'pixels')),
        difference('pixels'),
        hundredths(figures.area(arm, 'seconds')),
        difference('seconds'),
        hundredths(intervalOf(last.map(({ dice }) => dice))),
        hundredths(intervalOf(figures.runsOf(arm).map(({ fullUpdate }) => fullUpdate?.dice ?? null))),
        percent(mean(last.map(({ labelledShare }) => labelledShare))),
        (mean(last.map(({ seconds }) => seconds)) / 60).toFixed(1),
        percent(mean(last.map(({ mislabelledShare }) => mislabelledShare))),
        mean(last.map(({ ece }) => ece)).toFixed(3),
        learnedLossCorrelation(figures, arm)?.mean.toFixed(2) ?? '',
        isStrategy(arm) ? (intervalOf(figures.runsOf(arm).flatMap(({ points: measured }) => meanOrNone(measured.map(({ foundCorrelation }) => foundCorrelation))))?.mean.toFixed(2) ?? '') : '',
      ];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
    ...(isDrawable(figures) ? [`![Dice against labelled pixels and against expert time, ${set.title}](${chart})`, ''] : []),
  ];
}

/** Over the rounds of one run. */
function meanOrNone(given: readonly (number | null)[]): number[] {
  const values = given.filter((value) => value !== null);
  return values.length === 0 ? [] : [values.reduce((sum, value) => sum + value, 0) / values.length];
}

function isDrawable(figures: LoopFigures): boolean {
  return armNames.some((arm) => arm !== 'fullyLabelled' && figures.runsOf(arm).length > 0);
}

function chartName({ name }: LoopSet, expert: ExpertName, training: TrainingName): string {
  return `${pageName(training)}-${name}${expert === 'perfect' ? '' : `-${expert}`}.svg`;
}
