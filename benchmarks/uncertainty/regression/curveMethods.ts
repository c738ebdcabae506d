import type { Parameters } from '../../../models/Architecture.ts';
import { factorsByImage, factorsOfPass } from '../../../models/layers/channelDropout.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { unflatten } from '../../../src-main/engine/ensemble/MemberNetwork.ts';
import { heteroscedasticLoss, homoscedasticLoss } from '../../../src-main/engine/losses/regression/gaussianLoss.ts';
import { mixtureDensityLoss, mixtureMoments, type MixtureDensity } from '../../../src-main/engine/losses/regression/mixtureDensity.ts';
import { parameter } from '../../../models/parameters.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { plainWeights } from '../../../src-main/engine/weights/plainWeights.ts';
import { tradi } from '../../../src-main/engine/weights/tradi.ts';
import { tradiSettings } from '../methods/weightSchemes.ts';
import { curveForward, curveSpecs } from './curveNetwork.ts';
import { fitCurve, type CurveFit } from './fitCurve.ts';

/** Mean and variance of each network at every place of the grid. */
export interface MemberCurve {
  readonly mean: Float32Array;
  /** Of the observations about the mean, as the network has it. */
  readonly variance: Float32Array;
}

export interface CurveMethod {
  readonly title: string;
  readonly fit: (task: Pick<CurveFit, 'task' | 'kernels' | 'seed'>) => MemberCurve[];
}

const ensembleSize = 5;
const passes = 50;
const tradiMembers = 20;
const mixtureComponents = 3;
const dropoutRate = 0.1;
/** At the rate that the others begin with, weights move so far that the members have no curve in common. */
const tradiRate = 2e-3;

const noisy = curveSpecs(2);
const plain = curveSpecs(1);
const mixed = curveSpecs(3 * mixtureComponents);

const ofTwo = (parameters: Parameters, x: tf.Tensor1D): { mean: tf.Tensor1D; logVariance: tf.Tensor1D } => {
  const [mean, logVariance] = tf.unstack(curveForward(parameters, x), 1) as [tf.Tensor1D, tf.Tensor1D];
  return { mean, logVariance };
};
const heteroscedastic: CurveFit['loss'] = (parameters, x, y) => {
  const { mean, logVariance } = ofTwo(parameters, x);
  return heteroscedasticLoss(mean, logVariance, y);
};
const taskVariance = (parameters: Parameters): tf.Scalar => parameter<tf.Tensor1D>(parameters, 'logVariance').reshape([]);
const mixtureAt = (parameters: Parameters, x: tf.Tensor1D): MixtureDensity => {
  const [logits, means, logDeviations] = tf.split<tf.Tensor2D>(curveForward(parameters, x), 3, 1);
  return { logits: logits!, means: means!, logDeviations: logDeviations! };
};

/** In the order of the figure. */
export const curveMethods: readonly CurveMethod[] = [
  {
    title: 'MC dropout',
    fit({ task, kernels, seed }) {
      const loss: CurveFit['loss'] = (parameters, x, y, random) =>
        homoscedasticLoss(curveForward(parameters, x, { dropoutRate, channelFactors: factorsByImage(random) }).squeeze([1]), taskVariance(parameters), y);
      const { values } = fitCurve({ task, specs: plain, scheme: plainWeights({ specs: plain }), loss, kernels, seed });
      return Array.from({ length: passes }, (_none, pass) => {
        const channelFactors = factorsOfPass(new RandomSource({ seed, stream: 71, counter: pass }));
        return read(values, plain, task.grid, (parameters, x) => homoscedasticCurve(parameters, curveForward(parameters, x, { dropoutRate, channelFactors })));
      });
    },
  },
  {
    title: 'Deep Ensembles',
    fit: ({ task, kernels, seed }) =>
      Array.from({ length: ensembleSize }, (_none, member) => {
        const { values } = fitCurve({ task, specs: noisy, scheme: plainWeights({ specs: noisy }), loss: heteroscedastic, kernels, seed: seed + 100 * member });
        return read(values, noisy, task.grid, heteroscedasticCurve);
      }),
  },
  {
    title: 'TRADI',
    fit({ task, kernels, seed }) {
      const scheme = tradi({ specs: plain }, tradiSettings);
      const loss: CurveFit['loss'] = (parameters, x, y) => homoscedasticLoss(curveForward(parameters, x).squeeze([1]), taskVariance(parameters), y);
      const fitted = fitCurve({ task, specs: plain, scheme, loss, kernels, seed, constantRate: tradiRate });
      const members = scheme.members(fitted, tradiMembers, new RandomSource({ seed, stream: 72, counter: 0 }));
      return members.map((values) => read(values, plain, task.grid, (parameters, x) => homoscedasticCurve(parameters, curveForward(parameters, x))));
    },
  },
  {
    title: 'Mixture density network',
    fit({ task, kernels, seed }) {
      const loss: CurveFit['loss'] = (parameters, x, y) => mixtureDensityLoss(mixtureAt(parameters, x), y);
      const { values } = fitCurve({ task, specs: mixed, scheme: plainWeights({ specs: mixed }), loss, kernels, seed });
      return [read(values, mixed, task.grid, (parameters, x) => mixtureMoments(mixtureAt(parameters, x)))];
    },
  },
  {
    title: 'Heteroscedastic',
    fit({ task, kernels, seed }) {
      const { values } = fitCurve({ task, specs: noisy, scheme: plainWeights({ specs: noisy }), loss: heteroscedastic, kernels, seed });
      return [read(values, noisy, task.grid, heteroscedasticCurve)];
    },
  },
];

interface CurveTensors {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

function heteroscedasticCurve(parameters: Parameters, x: tf.Tensor1D): CurveTensors {
  const { mean, logVariance } = ofTwo(parameters, x);
  return { mean, variance: logVariance.exp() };
}

function homoscedasticCurve(parameters: Parameters, outcome: tf.Tensor2D): CurveTensors {
  const mean = outcome.squeeze<tf.Tensor1D>([1]);
  return { mean, variance: taskVariance(parameters).exp().mul<tf.Tensor1D>(tf.onesLike(mean)) };
}

function read(values: Float32Array, specs: CurveFit['specs'], grid: Float32Array, curve: (parameters: Parameters, x: tf.Tensor1D) => CurveTensors): MemberCurve {
  return tf.tidy(() => {
    const { mean, variance } = curve(unflatten(tf.tensor1d(values), { specs, size: values.length }), tf.tensor1d(grid));
    return { mean: Float32Array.from(mean.dataSync<'float32'>()), variance: Float32Array.from(variance.dataSync<'float32'>()) };
  });
}
