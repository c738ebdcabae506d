import { readFile } from 'node:fs/promises';
import { say } from '../core/messages/Message.ts';
import { messageOf, SfumatoError } from '../core/SfumatoError.ts';
import { readRecipe } from '../core/training/readRecipe.ts';
import { checkRunNumbers } from '../core/training/runRules.ts';
import type { RunNumbers } from '../core/training/runRules.ts';
import type { RecipeChanges } from '../core/training/TrainingRecipe.ts';
import { systemError } from '../files/systemError.ts';

/** What a file of settings says of a run. */
export interface TrainingConfig extends RunNumbers {
  readonly recipe: RecipeChanges;
}

/**
 * Reads a JSON file of training settings: the groups of a recipe and, beside them, the numbers of a run.
 * @throws SfumatoError `notFound` …; `invalidInput` for what is no JSON, and naming the setting that is wrong
 */
export async function readTrainingConfig(path: string): Promise<TrainingConfig> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  const said = parse(text, path);
  if (typeof said !== 'object' || said === null || Array.isArray(said)) readRecipe(said);
  const { learningRate = null, batchSize = null, cropSide = null, ...recipe } = said as Partial<RunNumbers> & RecipeChanges;
  checkRunNumbers({ learningRate, batchSize, cropSide });
  readRecipe(recipe);
  return { learningRate, batchSize, cropSide, recipe };
}

/** What a file says of a run, with the steps of a denoiser that were asked for beside it; `undefined`: none were. */
export function withDenoiser(config: Partial<TrainingConfig>, steps: number | undefined): Partial<TrainingConfig> {
  return steps === undefined ? config : { ...config, recipe: { ...config.recipe, denoiser: { ...config.recipe?.denoiser, steps } } };
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new SfumatoError('invalidInput', say('noJson', { path, why: messageOf(thrown) }));
  }
}
