/**
 * Weight of the parent's word on unlabelled pixels against the labels' cross entropy and Dice. Corrections lie where the
 * networks doubt, so they say nothing about the rest of an image: without this term, retraining on them made even the
 * corrected images of the demo worse.
 */
export const parentWeight = 4;

/** Steps between two checkpoints: half a minute's work on two cores. */
export const stepsPerCheckpoint = 40;
