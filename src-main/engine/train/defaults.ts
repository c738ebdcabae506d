/**
 * Weight of the parent's word on unlabelled pixels against the labels' cross entropy and Dice. Corrections lie where the
 * networks doubt, so they say nothing about the rest of an image: without this term, retraining on them made even the
 * corrected images of the demo worse.
 */
export const parentWeight = 4;

/**
 * Batches over which running statistics are taken anew for each network drawn. Means of features over a batch of a few crops
 * vary by some tenth from batch to batch: over thirty of them, by some hundredth.
 */
export const statisticsBatches = 30;

/** Steps between two checkpoints: half a minute's work on two cores. */
export const stepsPerCheckpoint = 40;
