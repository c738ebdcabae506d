import type { TrainRequest } from '../../engine/engineApi.ts';

export type TrainingSettings = Pick<
  TrainRequest,
  'memberCount' | 'stepsPerMember' | 'batchSize' | 'cropSide' | 'learningRate' | 'seed' | 'width' | 'depth'
>;

/** The U-Net whose cost and Dice `benchmarks` measures: width 16, depth 4, crops of 256 pixels, four at a time. */
const network = { batchSize: 4, cropSide: 256, width: 16, depth: 4 } as const;

/** Enough for the nuclei to reach their Dice, in minutes on two cores. */
const stepsFromScratch = 600;
const learningRateFromScratch = 2e-3;

/** Going on from a model: it knows most already, so fewer and smaller steps, that it does not forget. */
const stepsFromParent = 60;
const learningRateFromParent = 3e-4;

/** What a training run is made with where the user says nothing. */
export function trainingSettings(
  wish: { readonly memberCount: number; readonly stepsPerMember: number | null; readonly seed: number },
  hasParent: boolean,
): TrainingSettings {
  return {
    ...network,
    memberCount: wish.memberCount,
    seed: wish.seed,
    stepsPerMember: wish.stepsPerMember ?? (hasParent ? stepsFromParent : stepsFromScratch),
    learningRate: hasParent ? learningRateFromParent : learningRateFromScratch,
  };
}
