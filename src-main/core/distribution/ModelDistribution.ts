import type { TraitRanges, UnlikeReason } from './ImageTraits.ts';

/** What a model knows of the images it was trained on, beside their features. */
export interface DistributionSummary {
  /** Training images whose features are kept, and how many features each has. */
  readonly images: number;
  readonly features: number;
  /**
   * Distances of images that had no part in the distribution, ascending: each training image from all others, and the
   * held-back images.
   */
  readonly references: readonly number[];
  /** An image that lies farther off is unlike them: see `distanceLimit`. */
  readonly limit: number;
  readonly traits: TraitRanges;
}

/** How an image compares with those that a model was trained on. */
export interface DistributionCheck {
  /** Mahalanobis distance of its features, 0 and up. */
  readonly score: number;
  readonly limit: number;
  /** Share of the references that lie nearer, 0 … 1. */
  readonly quantile: number;
  readonly isUnlike: boolean;
  readonly reasons: readonly UnlikeReason[];
}

export function checkDistance(score: number, { references, limit }: Pick<DistributionSummary, 'references' | 'limit'>, reasons: readonly UnlikeReason[]): DistributionCheck {
  const nearer = references.filter((reference) => reference < score).length;
  return { score, limit, quantile: nearer / references.length, isUnlike: score > limit, reasons };
}
