/** What a training run is made with where the user says nothing; the names are those of the engine's `TrainRequest`. */
export interface TrainingDefaults {
  readonly memberCount: number;
  readonly stepsPerMember: number;
  readonly batchSize: number;
  /** Pixels. */
  readonly cropSide: number;
  readonly learningRate: number;
  readonly seed: number;
  readonly width: number;
  readonly depth: number;
}

/** From scratch, as measured by `benchmarks/training/nucleiDice.ts`; the starter ensemble is made with it too. */
export const trainingDefaults: TrainingDefaults = {
  memberCount: 4,
  stepsPerMember: 500,
  batchSize: 4,
  cropSide: 256,
  learningRate: 2e-3,
  seed: 1,
  width: 16,
  depth: 4,
};

/**
 * Continuing from a model: it knows most already, so fewer and smaller steps, that it does not forget; crops of the size
 * of a corrected region with its surroundings.
 */
export const fineTuningDefaults: TrainingDefaults = {
  ...trainingDefaults,
  stepsPerMember: 80,
  cropSide: 128,
  learningRate: 3e-4,
};
