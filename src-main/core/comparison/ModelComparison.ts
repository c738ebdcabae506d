import type { JudgedDifferences } from './judgeDifferences.ts';

/** One image under both models. */
export interface ImageChange {
  readonly imageId: string;
  /** Mean Dice of the classes but the background that its labels or the prediction have, 0 … 1. */
  readonly before: number;
  readonly after: number;
}

/** One class over all images compared. */
export interface ClassChange {
  readonly classIndex: number;
  /** Labelled pixels of it. */
  readonly pixels: number;
  /** Dice over all labelled pixels together, 0 … 1. */
  readonly before: number;
  readonly after: number;
}

/** Labels that became known between two models, under the models compared. */
export interface BatchChange {
  /** Journal events after one, up to another. */
  readonly after: number;
  readonly upTo: number;
  readonly images: number;
  readonly pixels: number;
  /** Share of the pixels predicted right, 0 … 1. */
  readonly accuracyBefore: number;
  readonly accuracyAfter: number;
  /** Whether the challenger learned from it first. */
  readonly isNew: boolean;
}

/** A challenger against the model it learned on from, measured at the same time on the same labels. */
export interface ModelComparison extends JudgedDifferences {
  readonly championId: string;
  /** The journal's last event when the labels were read: the set stays as it was then for both. */
  readonly labelSequence: number;
  /** What may be lost without a verdict of worse, in Dice. */
  readonly margin: number;
  /** Images compared, and how many of them were put aside by hand; the others were kept apart when they were first corrected. */
  readonly images: number;
  readonly heldBackImages: number;
  readonly pixels: number;
  readonly classes: readonly ClassChange[];
  /** Of labels that trained one of the two or both, oldest first. */
  readonly batches: readonly BatchChange[];
  /** The images that lost most, worst first. */
  readonly lost: readonly ImageChange[];
}
