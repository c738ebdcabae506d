import { mostMembers } from '../../core/uncertainty/UncertaintyChoice.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { DenoiserRecipe } from '../../core/training/TrainingRecipe.ts';
import { fastGradientSign } from '../adversary/fastGradientSign.ts';
import type { DenoiserValues } from '../adversary/loadDenoiser.ts';
import { trainDenoiser } from '../adversary/trainDenoiser.ts';
import type { PerturbedBatch } from '../adversary/trainDenoiser.ts';
import { disposeMember, loadMember } from '../ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import { breathe } from '../jobs/JobContext.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import { segmentationLoss } from '../losses/segmentationLoss.ts';
import { tf } from '../tensorflow.ts';
import { memberRandom } from './batches.ts';
import type { BatchSource } from './batchSource/BatchSource.ts';

/** Measured to work on digits (`benchmarks/uncertainty/adversarial.ts`), not searched for. */
const learningRate = 4e-3;

/** Its random numbers are those of a member beyond all there can be. */
const randomBlock = 2 * mostMembers;

export interface ModelDenoiserTask {
  readonly recipe: DenoiserRecipe;
  readonly network: MemberNetwork;
  /** The trained members that it is to stand before. */
  readonly members: readonly MemberValues[];
  readonly channels: number;
  readonly seed: number;
  /** Images of a batch taken at most, for want of memory. */
  readonly largestBatch: number;
}

/**
 * Trains the denoiser of a model whose members are trained. Each step attacks the next member in turn, which guides it too: crops as
 * they are trained on, perturbed against the class that the member itself calls most probable, so that crops count whole,
 * labelled or not.
 * @param batches made for as many steps as the recipe has
 * @param stepped after each step, 1 …
 * @throws SfumatoError `cancelled`; as `trainDenoiser` and the batches do
 * Source: Liao et al. 2018, arXiv:1712.02976.
 */
export async function trainModelDenoiser(
  { recipe, network, members, channels, seed, largestBatch }: ModelDenoiserTask,
  batches: BatchSource,
  { signal }: Pick<JobContext, 'signal'>,
  stepped: (step: number, loss: number) => void,
): Promise<DenoiserValues> {
  const loaded = members.map((values) => loadMember(network, values));
  const guides = loaded.map(({ trunk }) => (input: tf.Tensor4D): tf.Tensor4D => network.network.forward(trunk, input, { phase: 'prediction' }).logits);
  const batch = async (step: number): Promise<PerturbedBatch> => {
    const { input, size, side } = await batches.batch(randomBlock, step);
    const count = Math.min(size, largestBatch);
    const random = memberRandom(seed, randomBlock, 'weights', step);
    const strengths = Array.from({ length: count }, () => random.uniform(0, recipe.epsilon));
    const logitsOf = guides[step % guides.length]!;
    const clean = tf.tensor4d(input.subarray(0, count * side * side * channels), [count, side, side, channels]);
    const perturbed = tf.tidy(() => attacked(logitsOf, clean, tf.tensor4d(strengths, [count, 1, 1, 1])));
    return { perturbed, clean, logitsOf };
  };
  try {
    return await trainDenoiser({
      config: { channels, width: recipe.width },
      batch,
      steps: recipe.steps,
      learningRate,
      random: memberRandom(seed, randomBlock, 'initialValues', 0),
      stepped: async (step, loss) => {
        stepped(step, loss);
        await breathe(neverAborted);
        if (signal.aborted) throw new SfumatoError('cancelled', say('trainingCancelled'));
      },
    });
  } finally {
    for (const member of loaded) disposeMember(member);
  }
}

const neverAborted = new AbortController().signal;

function attacked(logitsOf: (input: tf.Tensor4D) => tf.Tensor4D, clean: tf.Tensor4D, strengths: tf.Tensor4D): tf.Tensor4D {
  const own = logitsOf(clean);
  const target = tf.oneHot(own.argMax(3), own.shape[3]).cast<tf.Tensor4D>('float32');
  return fastGradientSign((x) => segmentationLoss(logitsOf(x), target).total, clean, strengths);
}
