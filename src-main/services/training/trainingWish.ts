import type { TrainingWish } from './training.ts';

/** What a run is asked for where nothing else is said, with these changes. */
export function wishOf(changes: Partial<TrainingWish>): TrainingWish {
  return {
    from: 'inUse',
    update: 'full',
    memberCount: null,
    stepsPerMember: null,
    seed: 1,
    network: null,
    encoderWeights: null,
    input: 'auto',
    passes: null,
    uncertainty: null,
    turns: null,
    learningRate: null,
    batchSize: null,
    cropSide: null,
    recipe: {},
    ...changes,
  };
}
