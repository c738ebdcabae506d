import type { StrategyName } from './strategies/StrategyName.ts';

/** How a project's queue is made. */
export interface QueueSettings {
  readonly strategy: StrategyName;
  /** Share of the queue drawn at random with the foreground more often, 0 … 0.5: the arm that the strategy is measured against. */
  readonly randomShare: number;
  /** Share of the queue drawn among confident places, 0 … 0.5, to find silent errors. */
  readonly auditShare: number;
  /** Rank correlation of the learned loss with the true loss below which the queue does not use it, -1 … 1. */
  readonly learnedLossLimit: number;
}

/** How a project's models are updated, judged and measured. */
export interface UpdateSettings {
  /** Share of the images with corrections that is kept for measuring models and never learned from, 0 … 0.5. */
  readonly evaluationShare: number;
  /** Dice that a new model may lose on the images it is measured on and still pass as not worse, 0 … 0.1. */
  readonly promotionMargin: number;
  /** New corrections after which a light update starts by itself; 0: never. */
  readonly updateAfter: number;
}

/** Kept together, one row a project. */
export interface ReviewSettings extends QueueSettings, UpdateSettings {}

export const usualReviewSettings: ReviewSettings = {
  strategy: 'standard',
  randomShare: 0.1,
  auditShare: 0.05,
  learnedLossLimit: 0.3,
  evaluationShare: 0.15,
  promotionMargin: 0.005,
  updateAfter: 0,
};
