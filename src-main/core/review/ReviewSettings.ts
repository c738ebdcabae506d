import type { StrategyName } from './strategies/StrategyName.ts';

/** How a project's queue is made; one row a project. */
export interface ReviewSettings {
  readonly strategy: StrategyName;
  /** Share of the queue drawn at random with the foreground more often, 0 … 0.5: the arm that the strategy is measured against. */
  readonly randomShare: number;
  /** Share of the queue drawn among confident places, 0 … 0.5, to find silent errors. */
  readonly auditShare: number;
  /** Rank correlation of the learned loss with the true loss below which the queue does not use it, -1 … 1. */
  readonly learnedLossLimit: number;
  /** Share of the images with corrections that is kept for measuring models and never learned from, 0 … 0.5. */
  readonly evaluationShare: number;
}

export const usualReviewSettings: ReviewSettings = {
  strategy: 'standard',
  randomShare: 0.1,
  auditShare: 0.05,
  learnedLossLimit: 0.3,
  evaluationShare: 0.15,
};
