import type { BatchStatistics, ForwardContext } from '../../../models/Architecture.ts';
import { initialValues } from '../../../models/parameters.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import type { TrainingKernels } from '../../../src-main/engine/backends/TrainingKernels.ts';
import { unflatten } from '../../../src-main/engine/ensemble/MemberNetwork.ts';
import { learningRateAt } from '../../../src-main/engine/train/schedule.ts';
import type { ScheduleRecipe } from '../../../src-main/core/training/TrainingRecipe.ts';
import { disposeOptimizer, type OptimizerState } from '../../../src-main/engine/train/OptimizerState.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { WeightScheme } from '../../../src-main/engine/weights/WeightScheme.ts';
import type { Classifier } from '../classifiers/Classifier.ts';
import { DigitBatches, type DigitBatch } from '../digits/DigitBatches.ts';
import { digitClasses, digitSide, type LabelledDigits } from '../digits/digitSets.ts';
import type { ClassificationLoss } from './ClassificationLoss.ts';
import { digitDropout } from './dropout.ts';
import { groupsOf } from './TrainedNetwork.ts';

export interface TrainingPlan {
  readonly epochs: number;
  readonly batchSize: number;
  /** The highest of the schedule. */
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Each digit is moved at random by up to this much, px. */
  readonly shiftPx: number;
  readonly schedule: ScheduleRecipe;
}

export interface ClassifierTraining {
  readonly classifier: Classifier;
  readonly scheme: WeightScheme;
  readonly loss: ClassificationLoss;
  readonly plan: TrainingPlan;
  readonly digits: LabelledDigits;
  readonly kernels: TrainingKernels;
  /** Equal seeds give equal networks, but for the order in which threads add. */
  readonly seed: number;
  /** What the networks learn from in place of a batch, such as itself beside its adversary; `seed` is of the step alone. Default: the batch. */
  readonly augmented?: (input: tf.Tensor4D, target: tf.Tensor2D, lossOf: InputLoss, seed: number) => { readonly input: tf.Tensor4D; readonly target: tf.Tensor2D };
  readonly report?: (fraction: number, loss: number) => void;
}

/** Mean loss of an input, at the weights of the moment. */
export type InputLoss = (input: tf.Tensor4D, target: tf.Tensor2D) => tf.Scalar;

export interface TrainedValues {
  readonly values: Float32Array;
  /** What the scheme's tracker holds; empty where it has none. */
  readonly tracked: Float32Array;
  /** Running means of batch normalisation of each network of a draw, one after another. */
  readonly statistics: Float32Array;
  readonly elapsedMs: number;
  readonly steps: number;
}

/** Share of the old running statistics kept at each step. */
const statisticsDecay = 0.95;
const streams = { initial: 1, values: 2, draws: 3, dropout: 4, loss: 5 } as const;

interface State {
  readonly optimizer: OptimizerState;
  readonly statistics: tf.Tensor1D;
  readonly tracked: tf.Tensor1D | null;
}

/** Adam over the scheme's values, one flat vector; the networks of a draw learn from equal parts of each batch, or each from all of it. */
export async function trainClassifier(training: ClassifierTraining): Promise<TrainedValues> {
  const { classifier, scheme, plan, digits, seed } = training;
  const groups = groupsOf(classifier);
  const values = scheme.initial(initialValues(groups.trained, 'trained', keyed(seed, 'initial', 0)), keyed(seed, 'values', 0));
  const statistics = initialValues(groups.statistic, 'statistic', keyed(seed, 'initial', 1));
  let state: State = {
    optimizer: { values: tf.tensor1d(values), first: tf.zeros([scheme.size]), second: tf.zeros([scheme.size]) },
    statistics: tf.tidy(() => tf.tile(tf.tensor1d(statistics), [scheme.networksPerDraw])),
    tracked: scheme.tracker && tf.tensor1d(scheme.tracker.initial(values)),
  };
  const batches = new DigitBatches(digits, { ...plan, seed });
  const totalSteps = plan.epochs * batches.perEpoch;
  const began = performance.now();
  for (let index = 0; index < totalSteps; index++) {
    const { next, loss } = step(training, state, batches.at(index), { index, totalSteps });
    disposeState(state);
    state = next;
    if (index % 100 === 99 || index === totalSteps - 1) {
      const [value] = await loss.data<'float32'>();
      if (!Number.isFinite(value)) throw new Error(`training, step ${index + 1}: the loss is ${value}`);
      training.report?.((index + 1) / totalSteps, value!);
    }
    loss.dispose();
  }
  const trained = {
    values: Float32Array.from(state.optimizer.values.dataSync<'float32'>()),
    tracked: Float32Array.from(state.tracked?.dataSync<'float32'>() ?? []),
    statistics: Float32Array.from(state.statistics.dataSync<'float32'>()),
    elapsedMs: performance.now() - began,
    steps: totalSteps,
  };
  disposeState(state);
  return trained;
}

function keyed(seed: number, stream: keyof typeof streams, counter: number): RandomSource {
  return new RandomSource({ seed, stream: streams[stream], counter });
}

function disposeState({ optimizer, statistics, tracked }: State): void {
  disposeOptimizer(optimizer);
  tf.dispose([statistics, ...(tracked ? [tracked] : [])]);
}

interface At {
  readonly index: number;
  readonly totalSteps: number;
}

function step(training: ClassifierTraining, state: State, batch: DigitBatch, { index, totalSteps }: At): { next: State; loss: tf.Scalar } {
  const { scheme, plan, kernels, augmented, seed } = training;
  let made: { next: State; loss: tf.Scalar } | null = null;
  tf.tidy(() => {
    const learningRate = learningRateAt(index, { ...plan.schedule, highest: plan.learningRate, totalSteps });
    const input = tf.tensor4d(batch.input, [batch.size, digitSide, digitSide, 1]);
    const target = tf.tensor2d(batch.target, [batch.size, digitClasses]);
    const { values } = state.optimizer;
    const lossOf: InputLoss = (x, y) => batchLoss(training, { values, input: x, target: y, index }).loss;
    const taught = augmented?.(input, target, lossOf, keyed(seed, 'loss', index).word()) ?? { input, target };
    let measured: tf.Tensor1D | null = null;
    const { value, grad } = tf.valueAndGrad((flat) => {
      const { loss, statistics } = batchLoss(training, { ...taught, values: flat as tf.Tensor1D, index });
      measured = tf.keep(statistics);
      return loss;
    })(values);
    const gradient = grad as tf.Tensor1D;
    const optimizer = kernels.adamUpdate(state.optimizer, gradient, { step: index + 1, learningRate, weightDecay: plan.weightDecay });
    const statistics = state.statistics.mul(statisticsDecay).add<tf.Tensor1D>(measured!.mul(1 - statisticsDecay));
    tf.dispose(measured!);
    const tracked = scheme.tracker && state.tracked && scheme.tracker.next(state.tracked, { values: optimizer.values, gradient, learningRate, step: index + 1, totalSteps });
    const next = { optimizer, statistics, tracked };
    made = { next, loss: value };
    return [optimizer.values, optimizer.first, optimizer.second, statistics, value, ...(tracked ? [tracked] : [])];
  });
  if (made === null) throw new Error('training step: nothing was computed');
  return made;
}

interface LossInput {
  readonly values: tf.Tensor1D;
  readonly input: tf.Tensor4D;
  readonly target: tf.Tensor2D;
  readonly index: number;
}

/** Mean over the networks of a draw, each on what it learns from; the penalty once. */
function batchLoss({ classifier, scheme, loss, digits, kernels, seed }: ClassifierTraining, { values, input, target, index }: LossInput): { loss: tf.Scalar; statistics: tf.Tensor1D } {
  const { trained, statistic } = groupsOf(classifier);
  const drawn = scheme.draw(values, keyed(seed, 'draws', index));
  const networks = drawn.weights.length;
  const channelFactors = digitDropout(keyed(seed, 'dropout', index));
  const own = <Kind extends tf.Tensor>(all: Kind): Kind[] => (scheme.learnsFrom === 'whole' ? new Array<Kind>(networks).fill(all) : tf.split<Kind>(all, networks));
  const [inputs, targets] = [own(input), own(target)];
  const random = keyed(seed, 'loss', index);
  const statistics: tf.Tensor1D[] = [];
  const losses = drawn.weights.map((weights, network) => {
    const recorded = new Map<string, BatchStatistics>();
    const context: ForwardContext = { phase: 'training', batchNormTraining: kernels.batchNormTraining, recordStatistics: (layer, of) => recorded.set(layer, of), channelFactors };
    const outcome = classifier.forward(unflatten(weights, { specs: trained, size: weights.size }), inputs[network]!, context);
    statistics.push(...statistic.map(({ name }) => recordedOf(recorded, name)));
    return loss(outcome, targets[network]!, random);
  });
  const mean = losses.reduce((sum, of) => sum.add<tf.Scalar>(of)).div<tf.Scalar>(networks);
  return { loss: drawn.penalty ? mean.add<tf.Scalar>(drawn.penalty.div(digits.count)) : mean, statistics: tf.concat(statistics) };
}

export function recordedOf(recorded: ReadonlyMap<string, BatchStatistics>, name: string): tf.Tensor1D {
  const at = name.lastIndexOf('.');
  const layer = recorded.get(name.slice(0, at));
  if (!layer) throw new Error(`training step: no statistics of layer ${name}`);
  return name.slice(at + 1) === 'mean' ? layer.mean : layer.variance;
}
