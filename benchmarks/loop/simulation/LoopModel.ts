import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { heatMapKinds } from '../../../src-main/core/heatMaps.ts';
import { planeIndex } from '../../../src-main/core/predictions/predictionFile.ts';
import type { PredictionPlane } from '../../../src-main/core/predictions/predictionFile.ts';
import { optionalMapKinds } from '../../../src-main/core/heatMaps.ts';
import type { PredictedImage } from '../../../src-main/core/review/PredictedImage.ts';
import { samplingAnew } from '../../../src-main/core/training/CropSampling.ts';
import { readRecipe } from '../../../src-main/core/training/readRecipe.ts';
import type { TrainingKernels } from '../../../src-main/engine/backends/TrainingKernels.ts';
import type { LabelledEngineImage, PredictOutcome } from '../../../src-main/engine/engineApi.ts';
import type { JobContext } from '../../../src-main/engine/jobs/JobContext.ts';
import { predictImages } from '../../../src-main/engine/predict/predictImages.ts';
import { PlainBatches } from '../../../src-main/engine/train/batchSource/PlainBatches.ts';
import { trainEnsemble } from '../../../src-main/engine/train/trainEnsemble.ts';
import type { LoopImage, LoopSet } from '../sets/LoopSet.ts';
import { budget } from './budget.ts';
import type { Pool } from './Pool.ts';

/** One step of a training, in which a model begins anew or goes on from the one before it. */
export interface TrainingWish {
  readonly images: readonly LabelledEngineImage[];
  readonly steps: number;
  readonly learningRate: number;
  /** Says that training begins with random weights. */
  readonly isNew: boolean;
}

/** The latest model of a run, trained and asked by the program's own functions. */
export class LoopModel {
  readonly #set: LoopSet;
  readonly #workFolder: string;
  readonly #kernels: TrainingKernels;
  readonly #seed: number;
  readonly #config: Readonly<Record<string, unknown>>;
  #round = 0;

  /** @param config of the network beside its width and depth */
  constructor({ set, workFolder, kernels, seed, config }: { readonly set: LoopSet; readonly workFolder: string; readonly kernels: TrainingKernels; readonly seed: number; readonly config: Readonly<Record<string, unknown>> }) {
    this.#set = set;
    this.#workFolder = workFolder;
    this.#kernels = kernels;
    this.#seed = seed;
    this.#config = config;
    // A run that was cut off is made anew from its beginning.
    rmSync(workFolder, { recursive: true, force: true });
    mkdirSync(workFolder, { recursive: true });
  }

  /** Of the latest model. */
  get folder(): string {
    return this.#folderOf(this.#round);
  }

  async train({ images, steps, learningRate, isNew }: TrainingWish): Promise<void> {
    const { members, batchSize, cropSide } = budget;
    const { width, depth } = this.#set.network;
    const sampling = samplingAnew(images.map(({ labels }) => labels));
    const parentFolder = isNew || this.#round === 0 ? null : this.folder;
    this.#round++;
    await trainEnsemble(
      {
        images,
        watched: [],
        classNames: this.#set.classNames,
        input: this.#set.input,
        parentFolder,
        // It has learnt from these images alone.
        parentShare: 0,
        ...(sampling && { sampling }),
        modelFolder: this.folder,
        checkpointFolder: join(this.#workFolder, 'checkpoints'),
        memberCount: members,
        stepsPerMember: steps,
        batchSize,
        cropSide,
        learningRate,
        // Another for each round, or crops would fall as they fell before.
        seed: 1000 * this.#seed + this.#round,
        recipe: readRecipe(this.#set.recipe),
        width,
        depth,
        network: parentFolder === null ? { architecture: 'unet', config: { width, depth, ...this.#config } } : null,
      },
      this.#kernels,
      context,
    );
    if (parentFolder !== null && existsSync(parentFolder)) rmSync(parentFolder, { recursive: true });
  }

  /** Maps of all images of the pool, as the program keeps them. */
  async predict(pool: Pool): Promise<PredictedImage[]> {
    const outputFolder = join(this.#workFolder, 'predictions');
    const outcomes = await predictImages({ images: pool.images, modelFolder: this.folder, outputFolder }, context, () => undefined);
    return outcomes.map((outcome, index) => predictedImage(outcome, pool.images[index]!, pool.settledLabels(index)));
  }

  close(): void {
    rmSync(this.#workFolder, { recursive: true, force: true });
  }

  #folderOf(round: number): string {
    return join(this.#workFolder, `model-${round}`);
  }
}

/** One thread for everything: batches are made between the steps. */
const context: JobContext = {
  signal: new AbortController().signal,
  report: () => undefined,
  now: () => performance.now(),
  date: () => new Date(),
  openBatches: async (setup) => new PlainBatches(setup),
};

function predictedImage(outcome: PredictOutcome, { width, height, grey }: LoopImage, labels: Uint8Array): PredictedImage {
  const bytes = readFileSync(outcome.path);
  const plane = (name: PredictionPlane): Uint8Array | null => {
    const index = planeIndex(name, outcome);
    return index === null ? null : bytes.subarray(index * width * height, (index + 1) * width * height);
  };
  return {
    width,
    height,
    classCount: outcome.classCount,
    prediction: plane('prediction')!,
    maps: Object.fromEntries(heatMapKinds.map((kind) => [kind, plane(kind)!])) as unknown as PredictedImage['maps'],
    optionalMaps: Object.fromEntries(optionalMapKinds.flatMap((kind) => (plane(kind) ? [[kind, plane(kind)!]] : []))),
    ranges: outcome.ranges,
    labels,
    grey,
  };
}
