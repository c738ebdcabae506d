import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { factorsOfPass } from '../../../models/layers/channelDropout.ts';
import { networkOf, type Variant } from '../training/MemberStore.ts';
import { fitClassTemperatures } from '../../../src-main/core/calibration/fitClassTemperatures.ts';
import { fitTemperature } from '../../../src-main/core/calibration/fitTemperature.ts';
import type { MemberLogits } from '../../../src-main/core/calibration/MemberLogits.ts';
import { digitLogits } from '../figures/digitLogits.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { predictSet } from '../prediction/predictSet.ts';
import { ensembleSize, memberNumber, type Method, type Predictor, type RowWork } from './Method.ts';
import { running, stackedProbabilities } from './predictorOf.ts';

/** Trained by cross entropy, nothing else. */
export const plainVariant: Variant = { name: 'plain' };

/** Share of the units or channels that is dropped; 1/16 of the numbers in a byte's steps. */
const dropoutVariant: Variant = { name: 'dropout', options: { dropoutRate: 0.125 } };
const passes = 20;

export const deterministic: Method = {
  name: 'deterministic',
  title: 'Deterministic softmax',
  prepare: (work) => ensembleOf(work, plainVariant, 1),
};

export const temperatureScaling: Method = {
  name: 'temperature',
  title: 'Temperature scaling',
  prepare: (work) => temperedNetwork(work, (heldOut) => [fitTemperature(heldOut).temperature]),
};

export const classTemperatures: Method = {
  name: 'classTemperatures',
  title: 'Temperature per class',
  prepare: (work) => temperedNetwork(work, (heldOut) => fitClassTemperatures(heldOut, fitTemperature(heldOut).temperature)),
};

/**
 * @param fit one temperature for all classes, or one for each
 * Source: Guo et al. 2017, arXiv:1706.04599, section 4.2.
 */
async function temperedNetwork(work: RowWork, fit: (heldOut: readonly MemberLogits[]) => readonly number[]): Promise<Predictor> {
  const plain = await ensembleOf(work, plainVariant, 1);
  const { heldOut } = work.digits;
  const temperatures = fit([digitLogits(predictSet(plain, heldOut).probabilities, heldOut.labels)]);
  return {
    ...plain,
    keptValues: plain.keptValues + temperatures.length,
    // Softmax of logits / T: the logits are the logarithms up to a constant of each image.
    predict: (input) => ({ probabilities: tf.softmax(plain.predict(input).probabilities.maximum(1e-30).log().div(tf.tensor1d([...temperatures]))) }),
  };
}

/** Source: Lakshminarayanan et al. 2017, arXiv:1612.01474. */
export const deepEnsemble: Method = {
  name: 'ensemble',
  title: `Deep Ensembles (${ensembleSize})`,
  prepare: (work) => ensembleOf(work, plainVariant, ensembleSize),
};

/** Batch normalisation goes by its running statistics: dropout alone is stochastic. Source: Gal & Ghahramani 2016, arXiv:1506.02142. */
export const mcDropout: Method = {
  name: 'mcDropout',
  title: `MC dropout (${passes} passes)`,
  async prepare({ members, seed }) {
    const member = await members.member(dropoutVariant, seed);
    const network = running(member.classifier, member.groups, networkOf(member));
    const factors = (pass: number) => factorsOfPass(new RandomSource({ seed, stream: 21, counter: pass }));
    return {
      predict: (input) => ({ probabilities: stackedProbabilities(Array.from({ length: passes }, (_none, pass) => network.forward(input, factors(pass)))) }),
      keptValues: network.keptValues,
      trainingMs: member.elapsedMs,
    };
  },
};

export async function ensembleOf({ members, seed }: Pick<RowWork, 'members' | 'seed'>, variant: Variant, count: number): Promise<Predictor> {
  const trained = [];
  for (let index = 0; index < count; index++) trained.push(await members.member(variant, memberNumber(seed, index)));
  const networks = trained.map((member) => running(member.classifier, member.groups, networkOf(member)));
  return {
    predict: (input) => ({ probabilities: stackedProbabilities(networks.map((network) => network.forward(input))) }),
    keptValues: networks.reduce((sum, { keptValues }) => sum + keptValues, 0),
    trainingMs: trained.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
  };
}
