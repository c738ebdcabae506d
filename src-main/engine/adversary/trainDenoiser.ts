import type { Parameters } from '../../../models/Architecture.ts';
import { countParameters, initialValues } from '../../../models/parameters.ts';
import type { RandomSource } from '../../core/random/RandomSource.ts';
import { unflatten } from '../ensemble/MemberNetwork.ts';
import { tf } from '../tensorflow.ts';
import { adamUpdate } from '../train/adam.ts';
import { disposeOptimizer } from '../train/OptimizerState.ts';
import type { OptimizerState } from '../train/OptimizerState.ts';
import { denoiserNetwork } from './denoiserNetwork.ts';
import type { DenoiserConfig } from './denoiserNetwork.ts';

/** Images and what an adversary made of them, both [B,H,W,channels] as the attacked network sees them. */
export interface PerturbedBatch {
  readonly perturbed: tf.Tensor4D;
  readonly clean: tf.Tensor4D;
}

/** What the attacked network makes of an image: its last features, or its logits. Its weights stay as they are. */
export type GuidingFeatures = (input: tf.Tensor4D) => tf.Tensor;

export interface DenoiserTraining extends DenoiserConfig {
  readonly features: GuidingFeatures;
  /** The batch of a step, 0 …; `trainDenoiser` disposes it. */
  readonly batch: (step: number) => PerturbedBatch;
  readonly steps: number;
  readonly learningRate: number;
  /** What the first weights are drawn from. */
  readonly random: RandomSource;
}

/** A denoiser put before the network that it was trained for. */
export interface Denoiser {
  /** @returns [B,H,W,channels], the caller's */
  denoise(input: tf.Tensor4D): tf.Tensor4D;
  dispose(): void;
}

/**
 * How far the network is from seeing in a denoised image what it sees in the clean one: the mean absolute difference of its
 * features. A loss of pixels would not do: what little of a perturbation is left grows from layer to layer.
 * @param denoised, clean [B,H,W,channels]
 * @returns in the features' unit, 0 and up; a gradient goes into `denoised` alone
 * Source: Liao et al. 2018, arXiv:1712.02976, equation 7 (feature and logits guided denoisers).
 */
export function guidedLoss(features: GuidingFeatures, denoised: tf.Tensor4D, clean: tf.Tensor4D): tf.Scalar {
  return tf.tidy(() => features(denoised).sub(features(clean)).abs().mean<tf.Scalar>());
}

/**
 * Trains a denoiser as a defence: perturbed images are to look to the network as the clean ones do, and clean images as they did.
 * @throws SfumatoError as the batches do
 * Source: Liao et al. 2018, arXiv:1712.02976.
 */
export function trainDenoiser({ features, batch, steps, learningRate, random, ...config }: DenoiserTraining): Denoiser {
  const network = denoiserNetwork(config);
  const group = { specs: network.specs, size: countParameters(network.specs) };
  let state: OptimizerState = {
    values: tf.tensor1d(initialValues(network.specs, 'trained', random)),
    first: tf.zeros([group.size]),
    second: tf.zeros([group.size]),
  };
  for (let step = 0; step < steps; step++) {
    const { perturbed, clean } = batch(step);
    const before = state;
    try {
      state = tf.tidy(() => {
        const both = tf.concat([perturbed, clean]);
        const wanted = tf.concat([clean, clean]);
        const loss = (flat: tf.Tensor): tf.Tensor => guidedLoss(features, network.forward(unflatten(flat as tf.Tensor1D, group), both), wanted);
        const next = adamUpdate(before, tf.grad(loss)(before.values) as tf.Tensor1D, { step: step + 1, learningRate, weightDecay: 0 });
        return { values: next.values, first: next.first, second: next.second };
      });
    } catch (thrown) {
      disposeOptimizer(before);
      throw thrown;
    } finally {
      tf.dispose([perturbed, clean]);
    }
    disposeOptimizer(before);
  }
  const parameters: Parameters = tf.tidy(() => {
    const named = unflatten(state.values, group);
    for (const tensor of named.values()) tf.keep(tensor);
    return named as never;
  });
  disposeOptimizer(state);
  return {
    denoise: (input) => tf.tidy(() => network.forward(parameters, input)),
    dispose: () => tf.dispose([...parameters.values()]),
  };
}
