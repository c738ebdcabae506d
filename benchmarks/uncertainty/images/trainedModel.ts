import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRecipe } from '../../../src-main/core/training/readRecipe.ts';
import type { TrainingKernels } from '../../../src-main/engine/backends/TrainingKernels.ts';
import { readModelFolder } from '../../../src-main/engine/ensemble/modelFolder.ts';
import { trainEnsemble } from '../../../src-main/engine/train/trainEnsemble.ts';
import type { ImageSet } from './ImageSet.ts';
import type { Training } from './trainings.ts';

export interface ModelWish {
  readonly set: ImageSet;
  readonly training: Training;
  readonly seed: number;
  /** Of the set, before the training's effort. */
  readonly steps: number;
  readonly workFolder: string;
  readonly samplesFolder: string;
  readonly kernels: TrainingKernels;
}

/** The folder of a trained model, which is trained unless it is there; cut off, it goes on from its checkpoint. @throws Error when the model there was trained for another number of steps */
export async function trainedModel(wish: ModelWish): Promise<string> {
  const { set, training, seed, workFolder } = wish;
  const name = `${set.name}-${training.name}-${seed}`;
  const modelFolder = join(workFolder, 'models', name);
  const stepsPerMember = Math.max(1, Math.round(wish.steps * training.effort));
  if (!existsSync(join(modelFolder, 'model.json'))) {
    mkdirSync(join(workFolder, 'models'), { recursive: true });
    await train({ ...wish, name, modelFolder, stepsPerMember });
  }
  const { file } = await readModelFolder(modelFolder);
  if (file.training.stepsPerMember !== stepsPerMember) {
    throw new Error(`${modelFolder}: wanted a model of ${stepsPerMember} steps, got one of ${file.training.stepsPerMember}; work in another folder`);
  }
  return modelFolder;
}

async function train({ set, training, seed, workFolder, samplesFolder, kernels, name, modelFolder, stepsPerMember }: ModelWish & { readonly name: string; readonly modelFolder: string; readonly stepsPerMember: number }): Promise<void> {
  const { memberCount, config, uncertainty, passes, recipe = {}, learningRate = set.budget.learningRate } = training;
  let shown = 0;
  await trainEnsemble(
    {
      images: await set.load('train', seed, samplesFolder),
      watched: [],
      classNames: set.classNames,
      input: set.input,
      parentFolder: null,
      modelFolder,
      checkpointFolder: join(workFolder, 'checkpoints', name),
      memberCount,
      stepsPerMember,
      batchSize: set.budget.batchSize,
      cropSide: set.budget.cropSide,
      learningRate,
      seed,
      recipe: readRecipe({ ...set.recipe, ...recipe }),
      // Of a network that is named, they say nothing.
      width: 8,
      depth: 4,
      network: { architecture: set.network.architecture, config: { ...set.network.config, ...config } },
      ...(uncertainty && { uncertainty }),
      ...(passes !== undefined && { passes }),
    },
    kernels,
    {
      signal: new AbortController().signal,
      now: () => performance.now(),
      date: () => new Date(),
      report: ({ fraction, loss, dice }) => {
        if (fraction < shown) return;
        shown += 0.1;
        process.stderr.write(`${name} ${Math.round(fraction * 100)} %: loss ${loss?.toFixed(3) ?? '-'}, Dice on the crops ${dice?.toFixed(3) ?? '-'}\n`);
      },
    },
  );
}
