import type { ParameterSpec, Parameters } from '../../../models/Architecture.ts';
import { initialValues } from '../../../models/parameters.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import type { TrainingKernels } from '../../../src-main/engine/backends/TrainingKernels.ts';
import { unflatten } from '../../../src-main/engine/ensemble/MemberNetwork.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { OptimizerState } from '../../../src-main/engine/train/OptimizerState.ts';
import { learningRateAt } from '../../../src-main/engine/train/schedule.ts';
import type { WeightScheme } from '../../../src-main/engine/weights/WeightScheme.ts';
import type { CurveTask } from './gaussianProcess.ts';

export interface CurveFit {
  readonly task: CurveTask;
  readonly specs: readonly ParameterSpec[];
  readonly scheme: WeightScheme;
  /** Mean over the observations, nats. */
  readonly loss: (parameters: Parameters, x: tf.Tensor1D, y: tf.Tensor1D, random: RandomSource) => tf.Scalar;
  readonly kernels: TrainingKernels;
  readonly seed: number;
  /** A rate that stays, for what follows the weights while they move. Default: a half cosine from `highest` down to 0. */
  readonly constantRate?: number;
}

export interface FittedCurve {
  readonly values: Float32Array;
  readonly tracked: Float32Array;
}

const steps = 1000;
const highest = 0.01;
/** Observations of a step. */
const batchSize = 16;

/** Adam on observations drawn anew for every step. */
export function fitCurve({ task, specs, scheme, loss, kernels, seed, constantRate }: CurveFit): FittedCurve {
  const group = { specs, size: scheme.size };
  const keyed = (stream: number, counter: number): RandomSource => new RandomSource({ seed, stream, counter });
  const start = scheme.initial(initialValues(specs, 'trained', keyed(61, 0)), keyed(62, 0));
  let state: OptimizerState = { values: tf.tensor1d(start), first: tf.zeros([scheme.size]), second: tf.zeros([scheme.size]) };
  let tracked = scheme.tracker && tf.tensor1d(scheme.tracker.initial(start));
  for (let step = 1; step <= steps; step++) {
    const learningRate = constantRate ?? learningRateAt(step - 1, { name: 'cosine', highest, totalSteps: steps, warmUpShare: 0, power: 1 });
    const random = keyed(65, step);
    const drawn = Array.from({ length: batchSize }, () => random.integer(task.x.length));
    const before = { state, tracked };
    tf.tidy(() => {
      const [x, y] = [tf.tensor1d(drawn.map((at) => task.x[at]!)), tf.tensor1d(drawn.map((at) => task.y[at]!))];
      const gradient = tf.grad((flat) => {
        const { weights, penalty } = scheme.draw(flat as tf.Tensor1D, keyed(63, step));
        const mean = weights.reduce((sum, one) => sum.add<tf.Scalar>(loss(unflatten(one, group), x, y, keyed(64, step))), tf.scalar(0)).div<tf.Scalar>(weights.length);
        return penalty ? mean.add(penalty.div(task.x.length)) : mean;
      })(state.values) as tf.Tensor1D;
      state = kernels.adamUpdate(state, gradient, { step, learningRate, weightDecay: 0 });
      if (scheme.tracker && tracked) tracked = scheme.tracker.next(tracked, { values: state.values, gradient, learningRate, step, totalSteps: steps });
      return [state.values, state.first, state.second, ...(tracked ? [tracked] : [])];
    });
    tf.dispose([before.state.values, before.state.first, before.state.second, ...(before.tracked ? [before.tracked] : [])]);
  }
  const fitted = { values: Float32Array.from(state.values.dataSync<'float32'>()), tracked: Float32Array.from(tracked?.dataSync<'float32'>() ?? []) };
  tf.dispose([state.values, state.first, state.second, ...(tracked ? [tracked] : [])]);
  return fitted;
}
