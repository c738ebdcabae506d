import { fineTuningDefaults } from '../../core/training/trainingDefaults.ts';

/** Time for the steps of a light update, of the minute that it may take in all: the rest is gathering, calibrating and measuring. */
const budgetMs = 35_000;
/** Fewer steps than this change next to nothing, whatever they take. */
const leastSteps = 8;
/** Where nothing is known of a step's time: what four starter networks take half a minute for on two slow cores. */
const unknownStepMs = 400;

export interface LightUpdate {
  readonly stepsPerMember: number;
  /** What the steps take; null where a step's time is not known. */
  readonly trainingMs: number | null;
}

/**
 * Steps that a light update takes, all networks alike: as many as fit into its time, never more than a full one's.
 * @param stepMs milliseconds a step takes, null where that is not known
 */
export function lightUpdate(stepMs: number | null, memberCount: number): LightUpdate {
  const fitting = Math.floor(budgetMs / ((stepMs ?? unknownStepMs) * memberCount));
  const stepsPerMember = Math.max(leastSteps, Math.min(fineTuningDefaults.stepsPerMember, fitting));
  return { stepsPerMember, trainingMs: stepMs === null ? null : stepMs * memberCount * stepsPerMember };
}
