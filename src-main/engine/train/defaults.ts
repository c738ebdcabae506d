import type { TrainRequest } from '../engineApi.ts';
import type { GeometryRange } from './augment/geometry.ts';
import type { IntensityRange } from './augment/intensity.ts';

/** Training from scratch as measured in `benchmarks/training/nucleiDice.ts`; the starter ensemble is made with it too. */
export const trainingDefaults = {
  memberCount: 4,
  stepsPerMember: 600,
  batchSize: 4,
  cropSide: 256,
  learningRate: 2e-3,
  seed: 1,
  width: 16,
  depth: 4,
} as const satisfies Partial<TrainRequest>;

/** Continuing from a model: it knows most already, so fewer and smaller steps, that it does not forget. */
export const fineTuningDefaults = {
  ...trainingDefaults,
  stepsPerMember: 60,
  learningRate: 3e-4,
} as const satisfies Partial<TrainRequest>;

/** Share of the steps over which the learning rate rises. */
export const warmUpShare = 0.1;

/** Decoupled weight decay per unit of learning rate. */
export const weightDecay = 1e-2;

/** Steps between two checkpoints: half a minute's work at most on two cores. */
export const stepsPerCheckpoint = 40;

export const augmentation: { readonly geometry: GeometryRange; readonly intensity: IntensityRange } = {
  geometry: { share: 0.5, rotation: Math.PI / 12, scale: 1.25 },
  intensity: {
    contrastShare: 0.5,
    contrast: 1.3,
    brightness: 0.2,
    gammaShare: 0.3,
    gamma: 1.4,
    noiseShare: 0.25,
    noise: 0.15,
  },
};
