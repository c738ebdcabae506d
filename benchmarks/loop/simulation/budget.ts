/** How a run is made; one for all sets, strategies and experts. Chosen on nuclei-dsb2018 so that a run takes minutes on one core. */
export const budget = {
  /** Networks that share nothing: two, so that they can disagree. */
  members: 2,
  batchSize: 4,
  /** Pixels: larger crops around a settled square would hold little that is labelled, and there would be time for fewer of them. */
  cropSide: 64,
  /** From random weights: of the first model, and of each round's where it is trained anew. */
  newSteps: 400,
  newLearningRate: 8e-3,
  /** Of each round's model where it goes on from the one before it. */
  continuedSteps: 72,
  continuedLearningRate: 2e-3,
  /** From random weights, on all labels that there are in the end. */
  fullSteps: 800,
  /**
   * Of the pool's pixels that are labelled after each round: about twice as many as after the one before it, for what is gained by a label
   * falls as fast. Rounds that the windows at the start have made needless are left out.
   */
  goals: [0.004, 0.01, 0.025, 0.05, 0.1],
  /** Of the pool's images that are labelled after each round, where images are not cut into regions: one, two, four, eight of 28. */
  wholeGoals: [1 / 28, 2 / 28, 4 / 28, 8 / 28],
  /** Windows labelled before the first network: at least one for each class. */
  seedWindows: 4,
  /** Of a window, pixels. */
  seedSide: 24,
} as const;

/** How a round's model comes of its labels: from random weights, or from the model before it, as the program's light updates do. */
export const trainingNames = ['anew', 'continued'] as const;
export type TrainingName = (typeof trainingNames)[number];
