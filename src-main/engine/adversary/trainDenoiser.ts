import { countParameters, initialValues } from '../../../models/parameters.ts';
import { say } from '../../core/messages/Message.ts';
import type { RandomSource } from '../../core/random/RandomSource.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { refuseFaultyDevice } from '../backends/deviceFaults.ts';
import { unflatten } from '../ensemble/MemberNetwork.ts';
import { tf } from '../tensorflow.ts';
import { adamUpdate } from '../train/adam.ts';
import { disposeOptimizer } from '../train/OptimizerState.ts';
import type { OptimizerState } from '../train/OptimizerState.ts';
import { learningRateAt } from '../train/schedule.ts';
import { denoiserNetwork } from './denoiserNetwork.ts';
import type { DenoiserConfig } from './denoiserNetwork.ts';
import { guidedLoss } from './guidedLoss.ts';
import type { GuidingLogits } from './guidedLoss.ts';
import type { DenoiserValues } from './loadDenoiser.ts';

/** Images and what an adversary made of them, both [B,H,W,channels] as the attacked network sees them. */
export interface PerturbedBatch {
  readonly perturbed: tf.Tensor4D;
  readonly clean: tf.Tensor4D;
  /** The network that was attacked. */
  readonly logitsOf: GuidingLogits;
}

export interface DenoiserTraining {
  readonly config: DenoiserConfig;
  /** The batch of a step, 0 …; `trainDenoiser` disposes its tensors. */
  readonly batch: (step: number) => Promise<PerturbedBatch>;
  readonly steps: number;
  /** The highest of the one-cycle schedule. */
  readonly learningRate: number;
  /** What the first weights are drawn from. */
  readonly random: RandomSource;
  /** After each step, 1 …, with its loss in nats; may refuse to go on. Default: nobody hears. */
  readonly stepped?: (step: number, loss: number) => Promise<void>;
}

const schedule = { name: 'oneCycle', warmUpShare: 0.1, power: 1 } as const;

/**
 * Trains a denoiser as a defence: perturbed images are to look to the network as the clean ones do, and clean images as they did.
 * @throws SfumatoError `engineFailed` when the loss leaves the numbers; what the batches and `stepped` throw
 * Source: Liao et al. 2018, arXiv:1712.02976.
 */
export async function trainDenoiser({ config, batch, steps, learningRate, random, stepped }: DenoiserTraining): Promise<DenoiserValues> {
  const network = denoiserNetwork(config);
  const group = { specs: network.specs, size: countParameters(network.specs) };
  let state: OptimizerState = {
    values: tf.tensor1d(initialValues(network.specs, 'trained', random)),
    first: tf.zeros([group.size]),
    second: tf.zeros([group.size]),
  };
  try {
    for (let step = 0; step < steps; step++) {
      const { perturbed, clean, logitsOf } = await batch(step);
      const before = state;
      let loss: tf.Tensor;
      try {
        const settings = { step: step + 1, learningRate: learningRateAt(step, { ...schedule, highest: learningRate, totalSteps: steps }), weightDecay: 0 };
        ({ loss, ...state } = tf.tidy(() => {
          const both = tf.concat([perturbed, clean]);
          const wanted = tf.concat([clean, clean]);
          const lossOf = (flat: tf.Tensor): tf.Tensor => guidedLoss(logitsOf, network.forward(unflatten(flat as tf.Tensor1D, group), both), wanted);
          const { value, grad } = tf.valueAndGrad(lossOf)(before.values);
          const { values, first, second } = adamUpdate(before, grad as tf.Tensor1D, settings);
          return { values, first, second, loss: value };
        }));
      } finally {
        tf.dispose([perturbed, clean]);
      }
      disposeOptimizer(before);
      const measured = await readLoss(loss, step + 1);
      await stepped?.(step + 1, measured);
    }
    const values = await state.values.data<'float32'>();
    // A loss can be a number a step longer than the weights are.
    if (!values.every(Number.isFinite)) throw notFinite(steps);
    return { config, values };
  } finally {
    disposeOptimizer(state);
  }
}

/** Reads and disposes it. */
async function readLoss(tensor: tf.Tensor, step: number): Promise<number> {
  try {
    const [loss] = await tensor.data<'float32'>();
    refuseFaultyDevice();
    if (!Number.isFinite(loss)) throw notFinite(step);
    return loss!;
  } finally {
    tensor.dispose();
  }
}

function notFinite(step: number): SfumatoError {
  return new SfumatoError('engineFailed', say('denoiserNotFinite', { step }));
}
