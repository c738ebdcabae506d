import { fineTuningDefaults, trainingDefaults } from '../../core/training/trainingDefaults.ts';
import type { RunNumbers } from '../../core/training/runRules.ts';
import type { TrainRequest } from '../../engine/engineApi.ts';

export type TrainingSettings = Pick<
  TrainRequest,
  'memberCount' | 'stepsPerMember' | 'batchSize' | 'cropSide' | 'learningRate' | 'seed' | 'width' | 'depth'
>;

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
