import type { ImageRecord } from '../records.ts';

/**
 * What an image's labels are for: `training`; measuring, in images put aside by hand (`heldBack`, as a rule labelled all over) or kept
 * for it when they were first corrected (`evaluation`, labelled where somebody looked).
 */
export type LabelUse = 'training' | 'heldBack' | 'evaluation';

export function labelUse({ role, forEvaluation }: Pick<ImageRecord, 'role' | 'forEvaluation'>): LabelUse {
  return role === 'heldBack' ? 'heldBack' : forEvaluation ? 'evaluation' : 'training';
}
