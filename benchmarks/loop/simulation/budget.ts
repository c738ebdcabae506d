/** How a run is made; one for all sets, strategies and experts. Chosen on nuclei-dsb2018 so that a run takes minutes on one core. */
export const budget = {
  /** Of the U-Net. */
  width: 8,
  depth: 3,
  /** Networks that share nothing: two, so that they can disagree. */
  members: 2,
  batchSize: 4,
  /** Pixels. */
  cropSide: 96,
  /** From random weights: of the first model, and of each round's where it is trained anew. */
  newSteps: 100,
  newLearningRate: 4e-3,
  /** Of each round's model where it goes on from the one before it. */
  continuedSteps: 32,
  continuedLearningRate: 1e-3,
  /** From random weights, on all labels that there are in the end. */
  fullSteps: 300,
  rounds: 6,
  /** Of the pool's pixels that are labelled in each round. */
  shareOfRound: 0.015,
  /** Complete images labelled in each round where images are not cut into regions: their pixels are labelled faster by the piece. */
  imagesOfRound: 3,
  /** Windows labelled before the first network: at least one for each class. */
  seedWindows: 4,
  /** Of a window, pixels. */
  seedSide: 24,
} as const;

/** How a round's model comes of its labels: from random weights, or from the model before it, as the program's light updates do. */
export const trainingNames = ['anew', 'continued'] as const;
export type TrainingName = (typeof trainingNames)[number];
