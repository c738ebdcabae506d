import type { BatchStatistics, ChannelFactors, FeatureLevel, ForwardContext, LogitNoise, Parameters } from '../../../models/Architecture.ts';
import { learnedConfidence } from '../../../models/heads/learnedConfidence/arch.ts';
import { learningLoss } from '../../../models/heads/learningLoss/arch.ts';
import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import type { TrainingRecipe } from '../../core/training/TrainingRecipe.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { fastGradientSign } from '../adversary/fastGradientSign.ts';
import { refuseFaultyDevice } from '../backends/deviceFaults.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import { unflatten } from '../ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import { boundaryDistances } from '../losses/boundaryLoss.ts';
import { distanceLoss, distanceWeight } from '../losses/distanceLoss.ts';
import { learnedConfidenceLoss } from '../losses/learnedConfidenceLoss.ts';
import { learnedLossLoss } from '../losses/learnedLossLoss.ts';
import { parentLoss } from '../losses/parentLoss.ts';
import { segmentationLoss } from '../losses/segmentationLoss.ts';
import type { LossSettings } from '../losses/segmentationLoss.ts';
import { tf } from '../tensorflow.ts';
import { clipToNorm } from './adam.ts';
import { decayAt, nextAverage } from './averaging.ts';
import { joinStatistics } from './joinStatistics.ts';
import { meanOverParts, partsByNetwork } from './batchParts.ts';
import type { BatchPart, PartGradients, TrainingBatch } from './batchParts.ts';
import { parentWeight } from './defaults.ts';
import { disposeOptimizer } from './OptimizerState.ts';
import type { OptimizerState } from './OptimizerState.ts';
import { sgdUpdate } from './sgd.ts';
import { inPlaceOf, partOf, plainStep } from './stepWeights.ts';
import type { StepWeights } from './stepWeights.ts';

/** Share of the old running statistics kept at each step. */
const statisticsDecay = 0.9;

/** Everything that changes while a member trains; the owner disposes it with `disposeState`. */
export interface TrainingState {
  /** What the trunk's weights follow from, by default they themselves; then the head. */
  readonly optimizer: OptimizerState;
  /** Running means of batch normalisation, of each of the step's networks in turn. */
  readonly statistics: tf.Tensor1D;
  /** What the scheme of weights follows along the training; left out where it follows nothing. */
  readonly tracked?: tf.Tensor1D;
  /** Mean of the trunk's values, the head and the statistics over the last steps, in this order; left out where none is kept. */
  readonly average?: tf.Tensor1D;
}

export interface StepSettings {
  /** 1 … */
  readonly step: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly classCount: number;
  /**
   * What batch normalisation goes by: the batch, the running statistics following it; or the running statistics as
   * they are. The second for continuing from a model on a few images, whose own statistics would displace those of
   * everything learnt before.
   */
  readonly normaliseBy: 'batch' | 'runningStatistics';
  /**
   * Into how many parts the batch is cut that are computed one after another, for want of memory: 1 … batch size. Their
   * gradients are averaged, so that a step still learns from as many images; each part is normalised, and its loss taken,
   * by itself. Default 1.
   */
  readonly parts?: number;
  /** The trunk of the model continued from, whose word stands where nobody has labelled; null when training anew. */
  readonly parent: Parameters | null;
  /** What the network's dropout draws, of this step alone; default: nothing is dropped. */
  readonly channelFactors?: ChannelFactors;
  /** By what a heteroscedastic network's logits are moved, of this step alone; default: the draws of a prediction. */
  readonly logitNoise?: LogitNoise;
  /** Loss, optimizer, averaging and adversary; default: `defaultRecipe`. */
  readonly recipe?: Pick<TrainingRecipe, 'loss' | 'optimizer' | 'averaging'> & Partial<Pick<TrainingRecipe, 'adversary'>>;
  /** [classCount], how much a pixel of each class counts; null, the default: all alike. */
  readonly classWeights?: readonly number[] | null;
  /** How the trained values become the weights of the step's networks; default: they are those of one. */
  readonly weights?: StepWeights;
}

export interface StepOutcome {
  readonly state: TrainingState;
  readonly loss: number;
  readonly crossEntropy: number;
  /** Soft Dice on the batch, 0 … 1. */
  readonly dice: number;
  readonly headLoss: number;
}

/**
 * One update of a member. The head learns from the trunk's features but sends no gradient into them, so that it cannot
 * cost the segmentation anything.
 * @returns the new state, the old one disposed; null, the old state untouched, when a loss or gradient is not finite
 */
export async function trainingStep(
  member: MemberNetwork,
  kernels: TrainingKernels,
  state: TrainingState,
  batch: TrainingBatch,
  settings: StepSettings,
): Promise<StepOutcome | null> {
  const { next, figures } = updated(member, kernels, state, batch, settings);
  let read: Float32Array;
  try {
    // One read for all figures: each waits for the device, and some devices have no reading that blocks.
    read = await figures.data<'float32'>();
    refuseFaultyDevice();
  } catch (thrown) {
    disposeState(next);
    throw thrown;
  } finally {
    figures.dispose();
  }
  if (!read.every(Number.isFinite)) {
    disposeState(next);
    return null;
  }
  disposeState(state);
  const [loss, crossEntropy, dice, headLoss] = read as unknown as [number, number, number, number];
  return { state: next, loss, crossEntropy, dice, headLoss };
}

/** The next state, which has not been looked at, and the figures that say whether it is any good; both the caller's. */
function updated(
  member: MemberNetwork,
  kernels: TrainingKernels,
  state: TrainingState,
  batch: TrainingBatch,
  settings: StepSettings,
): { next: TrainingState; figures: tf.Tensor1D } {
  const { optimizer: optimizerRecipe, averaging } = settings.recipe ?? defaultRecipe;
  const { scheme, totalSteps } = settings.weights ?? plainStep(member);
  // Each by itself, so that neither shortens the other's.
  const largestNorm = optimizerRecipe.largestGradientNorm === 0 ? Infinity : optimizerRecipe.largestGradientNorm;
  // Tensors carried out of the forward pass past its own scope.
  const carried: tf.Tensor[] = [];
  let made: { next: TrainingState; figures: tf.Tensor1D } | null = null;
  try {
    tf.tidy(() => {
      const [trunkValues, headValues] = tf.split(state.optimizer.values, [scheme.size, member.head.size]) as [tf.Tensor1D, tf.Tensor1D];
      const ofPart = (part: BatchPart): PartGradients => partGradients(member, { trunkValues, headValues }, part, { carried, running: state.statistics, kernels, settings });
      const { trunk, head, losses, statistics: measured } = meanOverParts(partsByNetwork(batch, scheme, settings.parts ?? 1), ofPart, carried);
      const clippedTrunk = clipToNorm(trunk, largestNorm);
      const clippedHead = clipToNorm(head, largestNorm);
      const figures = tf.concat([losses, tf.stack([clippedTrunk.norm, clippedHead.norm])]) as tf.Tensor1D;
      const gradient = tf.concat([clippedTrunk.clipped, clippedHead.clipped]);
      const optimizer =
        optimizerRecipe.name === 'adam'
          ? kernels.adamUpdate(state.optimizer, gradient, settings)
          : sgdUpdate(state.optimizer, gradient, { ...settings, momentum: optimizerRecipe.momentum });
      const statistics =
        measured === null
          ? state.statistics.clone()
          : state.statistics.mul(statisticsDecay).add<tf.Tensor1D>(measured.mul(1 - statisticsDecay));
      const average = state.average && nextAverage(state.average, tf.concat([optimizer.values, statistics]), decayAt(settings.step, averaging.decay));
      const tracked = state.tracked && scheme.tracker?.next(state.tracked, { values: optimizer.values.slice([0], [scheme.size]), gradient: trunk, learningRate: settings.learningRate, step: settings.step, totalSteps });
      // One that is not due yet may hand back what it was given, which goes with the old state.
      const followed = tracked === state.tracked ? tracked?.clone() : tracked;
      made = { next: keepState({ optimizer, statistics, ...(followed && { tracked: followed }), ...(average && { average }) }), figures: tf.keep(figures) };
    });
  } finally {
    tf.dispose(carried);
  }
  if (made === null) throw new SfumatoError('internal', 'training step: it made no state');
  return made;
}

type PartSetting = Pick<TrunkInput, 'carried' | 'running' | 'kernels' | 'settings'>;

function partGradients(member: MemberNetwork, values: { trunkValues: tf.Tensor1D; headValues: tf.Tensor1D }, { part, ...place }: BatchPart, setting: PartSetting): PartGradients {
  const { input, target, mask, distances } = batchTensors(part, setting.settings.classCount);
  const trunk = trunkGradient(member, values.trunkValues, { input, target, mask, distances, loss: lossSettings(part, setting.settings), network: place.network, ...setting });
  const head = headGradient(member, values.headValues, { ...trunk, mask });
  const losses = tf.stack([trunk.loss, trunk.crossEntropy, trunk.dice, head.loss]) as tf.Tensor1D;
  const { networksPerDraw } = (setting.settings.weights ?? plainStep(member)).scheme;
  return { trunk: trunk.gradient, head: head.gradient, losses, statistics: trunk.statistics && inPlaceOf(trunk.statistics, place, networksPerDraw) };
}

/** What the recipe's loss needs beside the network's word and the labels. */
function lossSettings({ labels, size, side }: TrainingBatch, { recipe = defaultRecipe, classWeights = null, classCount }: StepSettings): LossSettings {
  const shape: [number, number, number, number] = [size, side, side, classCount];
  const distances = recipe.loss.boundary === 0 ? null : tf.tensor4d(boundaryDistances({ labels, size, side }, classCount), shape);
  return { recipe: recipe.loss, classWeights, distances };
}

function keepState(state: TrainingState): TrainingState {
  const { values, first, second } = state.optimizer;
  for (const tensor of [values, first, second, state.statistics]) tf.keep(tensor);
  for (const tensor of [state.average, state.tracked]) if (tensor) tf.keep(tensor);
  return state;
}

export function disposeState({ optimizer, statistics, average, tracked }: TrainingState): void {
  disposeOptimizer(optimizer);
  statistics.dispose();
  average?.dispose();
  tracked?.dispose();
}

function batchTensors({ input, labels, distances = null, size, side }: TrainingBatch, classCount: number) {
  const shape: [number, number, number] = [size, side, side];
  // One-hot of a value outside 0 … C - 1 is all zeros: exactly what unlabelled pixels need.
  const target = tf.oneHot(tf.tensor3d(new Int32Array(labels), shape, 'int32'), classCount).cast<tf.Tensor4D>('float32');
  const taught = distances && tf.tensor4d(Float32Array.from(distances, (byte) => byte / 255), [...shape, 1]);
  return { input: tf.tensor4d(input, [...shape, input.length / labels.length]), target, mask: target.sum<tf.Tensor3D>(3), distances: taught };
}

interface TrunkOutcome {
  readonly gradient: tf.Tensor1D;
  readonly loss: tf.Scalar;
  readonly crossEntropy: tf.Scalar;
  readonly dice: tf.Scalar;
  readonly pixelCrossEntropy: tf.Tensor3D;
  readonly features: readonly FeatureLevel[];
  /** The batch's own; null where the running ones were used. */
  readonly statistics: tf.Tensor1D | null;
}

interface TrunkInput {
  readonly input: tf.Tensor4D;
  readonly target: tf.Tensor4D;
  readonly mask: tf.Tensor3D;
  /** [B,H,W,1], 0 … 1; null where the network is not taught them. */
  readonly distances: tf.Tensor4D | null;
  readonly loss: LossSettings;
  /** Which of the step's networks learns, 0 … */
  readonly network: number;
  readonly carried: tf.Tensor[];
  readonly running: tf.Tensor1D;
  readonly kernels: TrainingKernels;
  readonly settings: StepSettings;
}

/** Tensors that outlive the forward pass are kept and listed in `carried`, which the caller disposes. */
function trunkGradient(
  member: MemberNetwork,
  values: tf.Tensor1D,
  { input, target, mask, distances: taught, loss, network, carried, running, kernels: { batchNormTraining }, settings }: TrunkInput,
): TrunkOutcome {
  let kept: Omit<TrunkOutcome, 'gradient' | 'loss'> | null = null;
  const parent = settings.parent && member.network.forward(settings.parent, input, { phase: 'prediction' });
  const parentProbabilities = parent && tf.softmax(parent.logits);
  const { scheme, random, exampleCount } = settings.weights ?? plainStep(member);
  const byBatch = settings.normaliseBy === 'batch';
  const forward = (flat: tf.Tensor1D, x: tf.Tensor4D, recordStatistics: (layer: string, statistics: BatchStatistics) => void) => {
    const { channelFactors, logitNoise } = settings;
    const context: ForwardContext = byBatch ? { phase: 'training', batchNormTraining, recordStatistics, channelFactors, logitNoise } : { phase: 'prediction', channelFactors, logitNoise };
    const { weights, penalty } = scheme.draw(flat, random());
    const parameters = unflatten(weights[network]!, member.trunk);
    for (const [name, tensor] of byBatch ? [] : unflatten(partOf(running, network, scheme.networksPerDraw), member.statistics)) parameters.set(name, tensor);
    return { ...member.network.forward(parameters, x, context), penalty };
  };
  // The running statistics follow the images as they are: perturbed ones are normalised by their own batch, and forgotten.
  const lossAt = (flat: tf.Tensor1D, x: tf.Tensor4D): tf.Scalar => segmentationLoss(forward(flat, x, () => undefined).logits, target, loss).total;
  const { share, epsilon } = settings.recipe?.adversary ?? defaultRecipe.adversary;
  const perturbed = share === 0 ? null : fastGradientSign((x) => lossAt(values, x), input, epsilon);
  const { value, grad } = valueAndGradient((flat) => {
    const recorded = new Map<string, BatchStatistics>();
    const { logits, features, auxiliary = [], distances, penalty } = forward(flat, input, (layer, statistics) => recorded.set(layer, statistics));
    const { total: ownTotal, crossEntropy, dice, pixelCrossEntropy } = segmentationLoss(logits, target, loss);
    const total = perturbed ? ownTotal.mul(1 - share).add<tf.Scalar>(lossAt(flat, perturbed).mul(share)) : ownTotal;
    const statistics = byBatch ? joinStatistics(member, recorded) : null;
    const lasting = [crossEntropy, dice, pixelCrossEntropy, ...features.map((level) => level.tensor)];
    for (const tensor of statistics ? [...lasting, statistics] : lasting) carried.push(tf.keep(tensor));
    kept = { crossEntropy, dice, pixelCrossEntropy, features, statistics };
    const helped = auxiliary.reduce((sum, head) => sum.add<tf.Scalar>(segmentationLoss(head.logits, target, loss).total.mul(head.weight)), total);
    const measured = penalty ? helped.add<tf.Scalar>(penalty.div(exampleCount)) : helped;
    const separated = distances && taught ? measured.add<tf.Scalar>(distanceLoss(distances, taught, mask).mul(distanceWeight)) : measured;
    if (parentProbabilities === null) return separated;
    const unlabelled = tf.sub<tf.Tensor3D>(1, mask);
    // Where nobody has labelled, the parent's word on borders stands as its word on classes does.
    const borders = distances && parent?.distances ? distanceLoss(distances, parent.distances, unlabelled).mul<tf.Scalar>(distanceWeight * parentWeight) : null;
    return (borders ? separated.add<tf.Scalar>(borders) : separated).add<tf.Scalar>(parentLoss(logits, parentProbabilities, mask).mul(parentWeight));
  }, values);
  if (kept === null) throw new SfumatoError('internal', 'training step: the forward pass did not run');
  return { ...(kept as Omit<TrunkOutcome, 'gradient' | 'loss'>), gradient: grad, loss: value };
}

function headGradient(
  member: MemberNetwork,
  values: tf.Tensor1D,
  { features, pixelCrossEntropy, mask }: Pick<TrunkOutcome, 'features' | 'pixelCrossEntropy'> & { mask: tf.Tensor3D },
): { gradient: tf.Tensor1D; loss: tf.Scalar } {
  const { value, grad } = valueAndGradient((flat) => {
    const parameters = unflatten(flat, member.head);
    const ofLoss = learnedLossLoss(learningLoss(parameters, { features }), pixelCrossEntropy, mask);
    if (!member.hasConfidence) return ofLoss;
    const confidence = learnedConfidence(parameters, features, [mask.shape[1], mask.shape[2]]);
    return ofLoss.add<tf.Scalar>(learnedConfidenceLoss(confidence, pixelCrossEntropy, mask));
  }, values);
  return { gradient: grad, loss: value };
}

function valueAndGradient(loss: (flat: tf.Tensor1D) => tf.Scalar, values: tf.Tensor1D): { value: tf.Scalar; grad: tf.Tensor1D } {
  try {
    return tf.valueAndGrad(loss as (x: tf.Tensor) => tf.Tensor)(values) as { value: tf.Scalar; grad: tf.Tensor1D };
  } catch (thrown) {
    // TensorFlow.js forgets what it saved for the gradient when the forward pass throws.
    for (const { saved } of tf.engine().state.activeTape ?? []) tf.dispose(saved ?? []);
    throw thrown;
  }
}
