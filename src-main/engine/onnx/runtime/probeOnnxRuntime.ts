import { initialValues } from '../../../../models/parameters.ts';
import { createNetwork } from '../../../../models/registry.ts';
import { RandomSource } from '../../../core/random/RandomSource.ts';
import type { MemberOutcome, MemberRunner } from '../../ensemble/MemberRunner.ts';
import { memberNetwork } from '../../ensemble/MemberNetwork.ts';
import type { StoredModel } from '../../ensemble/modelFolder.ts';
import { tfjsRunners } from '../../ensemble/MemberRunners.ts';
import { EnsembleSession } from './EnsembleSession.ts';

/** Largest accepted difference of a probability or of a foreseen loss in nats. Single precision differs by some 1e-6. */
export const largestAccepted = 1e-4;
/** Side of the timed image, in pixels: large enough that the convolutions are what is timed. */
const timedSide = 256;
const timedRounds = 5;

export interface Probe {
  readonly provider: string;
  /** Largest difference between the two. */
  readonly difference: number;
  /** Time of ONNX Runtime over that of TensorFlow.js, in turns; the fastest of each, which other work disturbs least. */
  readonly timeRatio: number;
}

/**
 * Compares ONNX Runtime with the backend of TensorFlow.js in force, on the network that training makes by default.
 * @throws Error when ONNX Runtime cannot be had
 */
export async function probeOnnxRuntime(threads: number | null): Promise<Probe> {
  const model = standardModel();
  const session = await EnsembleSession.open(model, threads);
  const [theirs] = session.runners(() => session.close());
  const [ours] = await tfjsRunners.of(model);
  try {
    const difference = await differenceBetween(theirs!, ours!, inputShapeOf(model));
    const times: { readonly theirs: number[]; readonly ours: number[] } = { theirs: [], ours: [] };
    for (let round = 0; round <= timedRounds; round++) {
      const [theirMs, ourMs] = [await timeOf(theirs!), await timeOf(ours!)];
      // The first run of a size also takes memory.
      if (round === 0) continue;
      times.theirs.push(theirMs);
      times.ours.push(ourMs);
    }
    return { provider: session.provider, difference, timeRatio: Math.min(...times.theirs) / Math.min(...times.ours) };
  } finally {
    await theirs!.dispose();
    await ours!.dispose();
  }
}

/** What windows a network takes. */
interface InputShape {
  /** Height and width are multiples of this, in pixels. */
  readonly sizeMultiple: number;
  readonly channels: number;
}

export function inputShapeOf({ network }: StoredModel): InputShape {
  return { sizeMultiple: network.sizeMultiple, channels: network.network.config['inputChannels'] as number };
}

/** @returns the largest difference of both outcomes on one small picture; infinite where a value is no number */
export async function differenceBetween(theirs: MemberRunner, ours: MemberRunner, { sizeMultiple, channels }: InputShape): Promise<number> {
  const [height, width] = [4 * sizeMultiple, 3 * sizeMultiple];
  const window = { values: randomPicture(height * width * channels), height, width };
  const [got, wanted] = [await theirs.run(window), await ours.run(window)];
  // Of the image loss only the order is used.
  const each = (part: Exclude<keyof MemberOutcome, 'imageLoss'>): number => largestDifference(got[part] ?? null, wanted[part] ?? null);
  return Math.max(each('probabilities'), each('lossMap'), each('distances'), each('confidence'));
}

function largestDifference(got: Float32Array | null, wanted: Float32Array | null): number {
  if (got?.length !== wanted?.length) return Infinity;
  let largest = 0;
  for (let at = 0; at < (got?.length ?? 0); at++) {
    const difference = Math.abs(got![at]! - wanted![at]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

async function timeOf(runner: MemberRunner): Promise<number> {
  // New values each time: an ensemble's session keeps the outcome of those it knows.
  const values = randomPicture(timedSide * timedSide);
  const startedAt = performance.now();
  await runner.run({ values, height: timedSide, width: timedSide });
  return performance.now() - startedAt;
}

function randomPicture(length: number): Float32Array {
  const random = new RandomSource({ seed: 7, stream: 0, counter: 0 });
  return Float32Array.from({ length }, () => random.normal());
}

/** The U-Net that training makes where nothing else is asked for, untrained: what it says costs as much. */
function standardModel(): StoredModel {
  const config = { inputChannels: 1, classes: 2, width: 16, depth: 4 };
  const network = memberNetwork(createNetwork('unet', config, 'probe'));
  const random = new RandomSource({ seed: 7, stream: 1, counter: 0 });
  const values = {
    trunk: initialValues(network.trunk.specs, 'trained', random),
    head: initialValues(network.head.specs, 'trained', random),
    statistics: initialValues(network.statistics.specs, 'statistic', random),
  };
  const file = {
    formatVersion: 1,
    architecture: 'unet',
    config,
    method: 'deepEnsemble',
    head: 'learningLoss',
    classes: ['background', 'object'],
    normalisation: { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' },
    temperature: 1,
    members: [{ seed: 7, weightsFile: 'member-0.bin', sha256: '' }],
    weightType: 'float32',
    figures: null,
    parent: null,
    data: [],
    training: { stepsPerMember: 1, batchSize: 1, cropSide: 1, learningRate: 1, finalLoss: 1, elapsedMs: 0 },
    createdAt: '',
  } as const;
  return { file: { ...file, classes: [...file.classes], members: [...file.members], data: [] }, modelFileSha256: '', network, members: [values] };
}
