import type { TrainingKernels } from '../../../src-main/engine/backends/TrainingKernels.ts';
import { strategyOf } from '../../../src-main/core/review/strategies/strategies.ts';
import { isStrategy } from '../arms.ts';
import type { ArmName } from '../arms.ts';
import type { Expert } from '../experts/Expert.ts';
import { answerWholeImage } from '../experts/wholeImage.ts';
import type { LoopPoint } from '../figures/LoopRun.ts';
import type { LoopImage, LoopSet } from '../sets/LoopSet.ts';
import { budget } from './budget.ts';
import type { TrainingName } from './budget.ts';
import { labelSeeds } from './labelSeeds.ts';
import { LoopModel } from './LoopModel.ts';
import { measureTest } from './measureTest.ts';
import { Pool } from './Pool.ts';
import { RegionQueue } from './RegionQueue.ts';
import { randomOf } from './streams.ts';

export interface LoopWish {
  readonly set: LoopSet;
  readonly arm: ArmName;
  readonly expert: Expert;
  readonly seed: number;
  readonly training: TrainingName;
  readonly kernels: TrainingKernels;
  /** Emptied before and removed after. */
  readonly workFolder: string;
  readonly samplesFolder: string;
  readonly told: (round: number, point: LoopPoint) => void;
}

export interface LoopOutcome {
  readonly points: readonly LoopPoint[];
  readonly fullUpdate: LoopPoint | null;
  readonly poolPixels: number;
}

/** Arms after which a model is also trained fully: half a run more, so not after all. */
const fullyUpdated: ReadonlySet<ArmName> = new Set(['standard', 'foregroundRandom']);

/** Lets an expert and a model work together from a few labels on, in one way of choosing what the expert is asked. */
export async function runLoop(wish: LoopWish): Promise<LoopOutcome> {
  const { set, arm, expert, seed, training, kernels, workFolder, samplesFolder, told } = wish;
  const pool = new Pool(await set.load('pool', samplesFolder));
  const test = await set.load('test', samplesFolder);
  const model = new LoopModel({ set, workFolder, kernels, seed, config: arm === 'learnedConfidence' ? { learnedConfidence: true } : {} });
  const points: LoopPoint[] = [];
  const trainAnew = (steps: number): Promise<void> => model.train({ images: pool.labelled(), steps, learningRate: budget.newLearningRate, isNew: true });
  const goOn = (): Promise<void> => model.train({ images: pool.labelled(), steps: budget.continuedSteps, learningRate: budget.continuedLearningRate, isNew: false });
  let fullUpdate: LoopPoint | null = null;
  const measure = async (foundCorrelation: number | null): Promise<void> => {
    const point = await pointOf(pool, { model, test, set, foundCorrelation });
    points.push(point);
    told(points.length - 1, point);
  };
  if (arm === 'fullyLabelled') {
    labelEverything(pool, expert, seed);
    await trainAnew(budget.fullSteps);
    await measure(null);
  } else {
    labelSeeds(pool, { classCount: set.classNames.length, expert, seed });
    await trainAnew(budget.newSteps);
    await measure(null);
    const queue = isStrategy(arm) ? new RegionQueue({ strategy: strategyOf(arm), expert, seed }) : null;
    const order = randomOf(seed, 'imageOrder').shuffle(Array.from(pool.images, (_image, index) => index));
    const goals = queue ? budget.goals.map((share) => share * pool.pixels) : budget.wholeGoals.map((share) => share * pool.images.length);
    for (const [round, goal] of goals.filter((each) => !queue || each > pool.count().labelled).entries()) {
      const predicted = await model.predict(pool);
      if (queue) queue.ask(pool, predicted, { round, pixels: goal - pool.count().labelled });
      else for (const index of order.splice(0, Math.round(goal) - (pool.images.length - order.length))) labelImage(pool, index, { expert, seed, proposal: predicted[index]!.prediction });
      await (training === 'anew' ? trainAnew(budget.newSteps) : goOn());
      await measure(queue?.foundCorrelation() ?? null);
    }
    if (fullyUpdated.has(arm)) {
      await trainAnew(budget.fullSteps);
      fullUpdate = await pointOf(pool, { model, test, set, foundCorrelation: null });
    }
  }
  model.close();
  return { points, fullUpdate, poolPixels: pool.pixels };
}

/** Every image, painted from nothing: what all labels cost where there is no model. */
function labelEverything(pool: Pool, expert: Expert, seed: number): void {
  for (const [index, { labels }] of pool.images.entries()) labelImage(pool, index, { expert, seed, proposal: new Uint8Array(labels.length) });
}

function labelImage(pool: Pool, index: number, { expert, seed, proposal }: { readonly expert: Expert; readonly seed: number; readonly proposal: Uint8Array }): void {
  const { width, height, labels: truth } = pool.images[index]!;
  const question = { width, height, truth, proposal, asked: new Uint8Array(truth.length).fill(1) };
  pool.settle(index, question, answerWholeImage(expert, question, () => randomOf(seed, 'expert', pool.settled)));
}

async function pointOf(pool: Pool, { model, test, set, foundCorrelation }: { readonly model: LoopModel; readonly test: readonly LoopImage[]; readonly set: LoopSet; readonly foundCorrelation: number | null }): Promise<LoopPoint> {
  const { labelled, wrong } = pool.count();
  return {
    labelledPixels: labelled,
    labelledShare: labelled / pool.pixels,
    settled: pool.settled,
    seconds: pool.seconds,
    ...(await measureTest(model.folder, test, set)),
    foundCorrelation,
    mislabelledShare: labelled === 0 ? 0 : wrong / labelled,
  };
}
