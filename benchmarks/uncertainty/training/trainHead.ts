import { initialValues } from '../../../models/parameters.ts';
import type { ParameterSpec } from '../../../models/Architecture.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { unflatten } from '../../../src-main/engine/ensemble/MemberNetwork.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { OptimizerState } from '../../../src-main/engine/train/OptimizerState.ts';
import { denseSpecs } from '../../../models/layers/dense.ts';
import { parameter } from '../../../models/parameters.ts';
import { DigitBatches } from '../digits/DigitBatches.ts';
import { digitClasses, digitSide } from '../digits/digitSets.ts';
import type { RowWork } from '../methods/Method.ts';
import type { RunningNetwork } from '../methods/predictorOf.ts';

/**
 * Error of what a head foresees.
 * @param foreseen [B], the head's logits
 * @param loss [B], cross entropy of the frozen network, nats
 */
export type HeadLoss = (foreseen: tf.Tensor1D, loss: tf.Tensor1D) => tf.Scalar;

export interface TrainedHead {
  /** @param features [B,F] @returns [B] */
  readonly foresee: (features: tf.Tensor2D) => tf.Tensor1D;
  readonly keptValues: number;
  readonly trainingMs: number;
}

const hidden = 128;
const epochs = 3;
const batchSize = 250;
const learningRate = 1e-3;
/** Further than the network was taught, px: on what it was taught it hardly errs, and there would be nothing to foresee. */
const shiftPx = 3;

/** Trains two layers on the features of a network that learns no more. */
export function trainHead(network: RunningNetwork, featureCount: number, loss: HeadLoss, { digits, kernels, seed }: RowWork): TrainedHead {
  const specs: readonly ParameterSpec[] = [...denseSpecs('hidden', featureCount, hidden), ...denseSpecs('last', hidden, 1)];
  const values = initialValues(specs, 'trained', new RandomSource({ seed, stream: 41, counter: 0 }));
  const group = { specs, size: values.length };
  let state: OptimizerState = { values: tf.tensor1d(values), first: tf.zeros([values.length]), second: tf.zeros([values.length]) };
  const batches = new DigitBatches(digits.train, { batchSize, shiftPx, seed: seed + 1000 });
  const began = performance.now();
  for (let step = 0; step < epochs * batches.perEpoch; step++) {
    const { input, target, size } = batches.at(step);
    const before = state;
    state = tf.tidy(() => {
      const { logits, features } = network.forward(tf.tensor4d(input, [size, digitSide, digitSide, 1]));
      const trueLoss = tf.logSoftmax(logits.squeeze<tf.Tensor2D>([0])).mul(tf.tensor2d(target, [size, digitClasses])).sum<tf.Tensor1D>(1).neg<tf.Tensor1D>();
      const gradient = tf.grad((flat) => loss(foreseen(unflatten(flat as tf.Tensor1D, group), features), trueLoss))(before.values) as tf.Tensor1D;
      return { ...kernels.adamUpdate(before, gradient, { step: step + 1, learningRate, weightDecay: 0 }) };
    });
    tf.dispose([before.values, before.first, before.second]);
  }
  const parameters = unflatten(state.values, group);
  return { foresee: (features) => foreseen(parameters, features), keptValues: values.length, trainingMs: performance.now() - began };
}

function foreseen(parameters: ReadonlyMap<string, tf.Tensor>, features: tf.Tensor2D): tf.Tensor1D {
  const layer = (name: string, x: tf.Tensor2D): tf.Tensor2D => tf.matMul(x, parameter<tf.Tensor2D>(parameters, `${name}.kernel`)).add(parameter(parameters, `${name}.bias`));
  return layer('last', tf.relu(layer('hidden', features))).squeeze([1]);
}
