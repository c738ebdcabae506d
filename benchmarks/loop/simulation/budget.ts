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
  /** Of the first network of all, and of those labelled completely: from random weights. */
  firstSteps: 100,
  firstLearningRate: 4e-3,
  /** Of each round, from the latest model. */
  roundSteps: 32,
  roundLearningRate: 1e-3,
  rounds: 6,
  /** Of the pool's pixels that are labelled in each round. */
  shareOfRound: 0.016,
  /** Windows labelled before the first network: at least one for each class. */
  seedWindows: 4,
  /** Of a window, pixels. */
  seedSide: 24,
} as const;
