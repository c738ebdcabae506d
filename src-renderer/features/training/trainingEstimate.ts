import type { TrainingPlan } from '../../../src-main/contract/training.ts';
import type { RunNumbers } from '../../../src-main/core/training/runRules.ts';
import type { RecipeChanges } from '../../../src-main/core/training/TrainingRecipe.ts';

/** What the start form says; numbers as typed. */
export interface TrainingForm {
  readonly memberCount: string;
  readonly stepsPerMember: string;
  readonly seed: string;
}

export interface TrainingWish {
  readonly memberCount: number;
  readonly stepsPerMember: number;
  readonly seed: number;
}

/** @returns the form's numbers, or null where one is none or out of its range */
export function readForm(form: TrainingForm): TrainingWish | null {
  const memberCount = wholeNumber(form.memberCount, 1, 16);
  const stepsPerMember = wholeNumber(form.stepsPerMember, 1, 100_000);
  const seed = wholeNumber(form.seed, 0, 2 ** 31 - 1);
  return memberCount === null || stepsPerMember === null || seed === null ? null : { memberCount, stepsPerMember, seed };
}

/**
 * Milliseconds that a run would take, a step going with the pixels of its crops and, where both are known, with the
 * network's multiply-adds, and one of a denoiser counting as much; null where nothing is known to go by.
 * @param multiplyAdds of the network that is chosen, for one of its crops; null where it is the one that was timed
 */
export function estimateMs(wish: TrainingWish & Partial<RunNumbers> & { readonly recipe?: RecipeChanges }, multiplyAdds: number | null, { stepMs, defaults }: Pick<TrainingPlan, 'stepMs' | 'defaults'>): number | null {
  const batchSize = wish.batchSize ?? defaults.batchSize;
  const cropSide = wish.cropSide ?? defaults.cropSide;
  const pixels = (batchSize * cropSide ** 2) / (defaults.batchSize * defaults.cropSide ** 2);
  if (!stepMs) return null;
  const timed = stepMs.multiplyAdds && stepMs.multiplyAdds / defaults.cropSide ** 2;
  const work = timed && multiplyAdds ? multiplyAdds / cropSide ** 2 / timed : 1;
  const steps = wish.memberCount * wish.stepsPerMember + (wish.recipe?.denoiser?.steps ?? 0);
  return stepMs.value * steps * pixels * work;
}

function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\s*\d+\s*$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
