import type { GeometryRange } from './augment/geometry.ts';
import type { IntensityRange } from './augment/intensity.ts';

/** Share of the steps over which the learning rate rises. */
export const warmUpShare = 0.1;

/** Decoupled weight decay per unit of learning rate. */
export const weightDecay = 1e-2;

/**
 * Weight of the parent's word on unlabelled pixels against the labels' cross entropy and Dice. Corrections lie where the
 * networks doubt, so they say nothing about the rest of an image: without this term, retraining on them made even the
 * corrected images of the demo worse.
 */
export const parentWeight = 4;

/** Steps between two checkpoints: half a minute's work on two cores. */
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
