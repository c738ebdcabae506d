import { countParameters, initialValues } from '../../../../models/parameters.ts';
import { RandomSource } from '../../../core/random/RandomSource.ts';
import { unflatten } from '../../ensemble/MemberNetwork.ts';
import { adamUpdate } from '../../train/adam.ts';
import { disposeOptimizer } from '../../train/OptimizerState.ts';
import type { OptimizerState } from '../../train/OptimizerState.ts';
import { tf } from '../../tensorflow.ts';
import type { SchemeNetwork, WeightScheme } from '../WeightScheme.ts';
import { perceptron } from './perceptron.ts';
import type { Perceptron } from './perceptron.ts';

/** Where there is data, and places far beside it. */
const near = Array.from({ length: 32 }, (_none, at) => at / 31 - 0.5);
const far = [-4, -3.5, -3, 3, 3.5, 4];
const curve = (x: number): number => Math.sin(4 * x);
/** Deviation of the noise that a regression takes its data to have. */
const assumedNoise = 0.1;

export interface ToyOutcome {
  /** Mean squared error of the members' mean before and after, where there is data. */
  readonly before: number;
  readonly after: number;
  /** Root mean square deviation of the members from their mean. */
  readonly spreadNear: number;
  readonly spreadFar: number;
}

export interface ToyTraining {
  readonly steps: number;
  readonly learningRate?: number;
  readonly members?: number;
  readonly hidden?: number;
}

/** A sine wave learnt from 32 points between -0.5 and 0.5 by a small perceptron under a scheme, with Adam. */
export function trainToy(build: (network: SchemeNetwork) => WeightScheme, { steps, learningRate = 0.01, members = 8, hidden = 16 }: ToyTraining): ToyOutcome {
  const network = perceptron({ input: 1, hidden, output: 1 });
  const scheme = build(network);
  const random = (counter: number): RandomSource => new RandomSource({ seed: 11, stream: 2, counter });
  const start = scheme.initial(initialValues(network.specs, 'trained', random(0)), random(1));
  let state: OptimizerState = { values: tf.tensor1d(start), first: tf.zeros([scheme.size]), second: tf.zeros([scheme.size]) };
  let kept = tf.tensor1d(scheme.tracker?.initial(start) ?? [0]);
  for (let step = 1; step <= steps; step++) {
    const next = tf.tidy(() => {
      const gradient = tf.grad((values) => toyLoss(network, scheme, values as tf.Tensor1D, random(1 + step)))(state.values) as tf.Tensor1D;
      const optimizer = adamUpdate(state, gradient, { step, learningRate, weightDecay: 0 });
      const tracked = scheme.tracker?.next(kept, { values: optimizer.values, gradient, learningRate, step, totalSteps: steps }) ?? kept.clone();
      return { ...optimizer, tracked };
    });
    disposeOptimizer(state);
    kept.dispose();
    state = { values: next.values, first: next.first, second: next.second };
    kept = next.tracked;
  }
  const trained = { values: Float32Array.from(state.values.dataSync()), tracked: scheme.tracker ? Float32Array.from(kept.dataSync()) : new Float32Array(0) };
  disposeOptimizer(state);
  kept.dispose();
  const untrained = { values: start, tracked: scheme.tracker?.initial(start) ?? new Float32Array(0) };
  const after = outcomeOf(network, scheme.members(trained, members, random(0)));
  return { before: outcomeOf(network, scheme.members(untrained, members, random(0))).error, after: after.error, spreadNear: after.spreadNear, spreadFar: after.spreadFar };
}

/** Half the mean squared error over the noise's variance, and the penalty's share of a point; each network has its part of the points, or all. */
function toyLoss(network: Perceptron, scheme: WeightScheme, values: tf.Tensor1D, random: RandomSource): tf.Scalar {
  const { weights, penalty } = scheme.draw(values, random);
  const shares = weights.map((flat, index) => {
    const part = near.filter((_x, at) => scheme.learnsFrom === 'whole' || at % weights.length === index);
    return predicted(network, flat, part).sub(tf.tensor1d(part.map(curve))).square().mean<tf.Scalar>();
  });
  const error = tf.addN(shares).div<tf.Scalar>(2 * assumedNoise ** 2 * weights.length);
  return penalty ? error.add<tf.Scalar>(penalty.div(near.length)) : error;
}

function predicted(network: Perceptron, flat: tf.Tensor1D, at: readonly number[]): tf.Tensor1D {
  const parameters = unflatten(flat, { specs: network.specs, size: countParameters(network.specs) });
  return network.forward(parameters, tf.tensor2d([...at], [at.length, 1])).reshape([at.length]);
}

function outcomeOf(network: Perceptron, members: readonly Float32Array[]): { error: number; spreadNear: number; spreadFar: number } {
  const outcomes = (at: readonly number[]): Float32Array[] => members.map((weights) => Float32Array.from(tf.tidy(() => predicted(network, tf.tensor1d(weights), at).dataSync())));
  const meanOf = (of: readonly Float32Array[], at: number): number => of.reduce((sum, each) => sum + each[at]!, 0) / of.length;
  const spread = (at: readonly number[]): number => {
    const of = outcomes(at);
    const squares = at.flatMap((_x, index) => of.map((each) => (each[index]! - meanOf(of, index)) ** 2));
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  };
  const of = outcomes(near);
  const error = near.reduce((sum, x, at) => sum + (meanOf(of, at) - curve(x)) ** 2, 0) / near.length;
  return { error, spreadNear: spread(near), spreadFar: spread(far) };
}
