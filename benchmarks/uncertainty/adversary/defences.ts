import { loadDenoiser } from '../../../src-main/engine/adversary/loadDenoiser.ts';
import { trainDenoiser, type PerturbedBatch } from '../../../src-main/engine/adversary/trainDenoiser.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { DigitBatches } from '../digits/DigitBatches.ts';
import { digitClasses, digitSide } from '../digits/digitSets.ts';
import { memberNumber, type RowWork } from '../methods/Method.ts';
import { adversarialVariant, largestEpsilon } from '../methods/adversarialTraining.ts';
import { plainVariant } from '../methods/networksAlone.ts';
import { running, type RunningNetwork } from '../methods/predictorOf.ts';
import { networkOf, type Variant } from '../training/MemberStore.ts';
import { attacked } from './attacked.ts';

/** [B,28,28,1] to logits, [B,10]. */
export type Logits = (input: tf.Tensor4D) => tf.Tensor2D;

export interface Defended {
  readonly logits: Logits;
  /** Whose gradient the adversary has: the defended network itself, or what it knows of it. */
  readonly known: Logits;
}

export interface Defence {
  readonly name: string;
  readonly title: string;
  readonly prepare: (work: RowWork) => Promise<readonly { readonly name: string; readonly title: string; readonly defended: Defended }[]>;
}

/** How the denoiser is trained: first guesses, not searched for. */
export const denoiser = { width: 4, steps: 250, batchSize: 64, learningRate: 4e-3 } as const;

export const defences: readonly Defence[] = [
  {
    name: 'plain',
    title: 'Plain',
    async prepare(work) {
      const logits = logitsOf(await networkBy(plainVariant, work));
      return [{ name: 'plain', title: 'Plain', defended: { logits, known: logits } }];
    },
  },
  {
    name: 'adversarial',
    title: 'Adversarially trained',
    async prepare(work) {
      const logits = logitsOf(await networkBy(adversarialVariant, work));
      return [{ name: 'adversarial', title: 'Adversarially trained', defended: { logits, known: logits } }];
    },
  },
  {
    name: 'denoised',
    title: 'Denoised',
    async prepare(work) {
      const network = await networkBy(plainVariant, work);
      const known = logitsOf(network);
      const trained = loadDenoiser(
        await trainDenoiser({
          config: { channels: 1, width: denoiser.width },
          batch: perturbedBatches(known, work),
          steps: denoiser.steps,
          learningRate: denoiser.learningRate,
          random: new RandomSource({ seed: work.seed, stream: 82, counter: 0 }),
          stepped: async (step, loss) => {
            if (step % 50 === 0) process.stderr.write(`${work.network} ${work.seed} denoiser: step ${step} of ${denoiser.steps}, loss ${loss.toFixed(4)}\n`);
          },
        }),
      );
      const logits: Logits = (input) => known(trained.denoise(input));
      return [
        { name: 'denoised', title: 'Denoised, the adversary knows the network alone', defended: { logits, known } },
        { name: 'denoisedKnown', title: 'Denoised, the adversary knows the denoiser too', defended: { logits, known: logits } },
      ];
    },
  },
];

/** Mean cross entropy, nats: what an adversary drives up. */
export function crossEntropyOf(logits: Logits, target: tf.Tensor2D): (input: tf.Tensor4D) => tf.Scalar {
  return (input) => tf.logSoftmax(logits(input)).mul(target).sum(1).mean<tf.Scalar>().neg();
}

async function networkBy(variant: Variant, { members, seed }: RowWork): Promise<RunningNetwork> {
  const member = await members.member(variant, memberNumber(seed, 0));
  return running(member.classifier, member.groups, networkOf(member));
}

function logitsOf(network: RunningNetwork): Logits {
  return (input) => network.forward(input).logits.squeeze([0]);
}

/** Training digits beside what the adversary makes of them, of a strength drawn anew for each. */
function perturbedBatches(logitsOf: Logits, { digits, seed }: RowWork): (step: number) => Promise<PerturbedBatch> {
  const batches = new DigitBatches(digits.train, { batchSize: denoiser.batchSize, shiftPx: 1, seed: seed + 2000 });
  return async (step) => {
    const { input, target, size } = batches.at(step);
    const random = new RandomSource({ seed, stream: 81, counter: step });
    const strengths = Array.from({ length: size }, () => random.uniform(0, largestEpsilon));
    const clean = tf.tensor4d(input, [size, digitSide, digitSide, 1]);
    const perturbed = tf.tidy(() => attacked(crossEntropyOf(logitsOf, tf.tensor2d(target, [size, digitClasses])), clean, tf.tensor4d(strengths, [size, 1, 1, 1])));
    return { perturbed, clean, logitsOf };
  };
}
