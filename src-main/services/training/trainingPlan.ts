import { fineTuningDefaults, trainingDefaults } from '../../core/training/trainingDefaults.ts';
import { deepEnsemble } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { RunNumbers } from '../../core/training/runRules.ts';
import type { TrainRequest } from '../../engine/engineApi.ts';
import type { ModelCard } from '../models/modelCard.ts';

export type TrainingSettings = Pick<
  TrainRequest,
  'memberCount' | 'stepsPerMember' | 'batchSize' | 'cropSide' | 'learningRate' | 'seed' | 'width' | 'depth'
>;

/** Networks of a Deep Ensemble where nobody says how many. */
export const usualMembers = 4;

/**
 * Trainings of a run where nobody says how many: a model whose trainings gave several networks each goes on with as many.
 * @param parent the model it goes on from @param wanted the method asked for; null: the parent's
 */
export function usualTrainings(parent: Pick<ModelCard, 'uncertainty' | 'trainings'> | null, wanted: UncertaintyChoice | null): number {
  const { method } = wanted ?? parent?.uncertainty ?? { method: deepEnsemble };
  if (method === deepEnsemble) return usualMembers;
  return parent?.uncertainty ? parent.trainings : 1;
}

/** What a training run is made with where the user says nothing. */
export function trainingSettings(
  wish: { readonly memberCount: number; readonly stepsPerMember: number | null; readonly seed: number } & Partial<RunNumbers>,
  hasParent: boolean,
): TrainingSettings {
  const defaults = hasParent ? fineTuningDefaults : trainingDefaults;
  return {
    ...defaults,
    memberCount: wish.memberCount,
    seed: wish.seed,
    stepsPerMember: wish.stepsPerMember ?? defaults.stepsPerMember,
    batchSize: wish.batchSize ?? defaults.batchSize,
    cropSide: wish.cropSide ?? defaults.cropSide,
    learningRate: wish.learningRate ?? defaults.learningRate,
  };
}
