import type { ModelRecord } from '../records.ts';

/**
 * The first model that learned what an event says: the oldest whose training began after it.
 * @param models in any order
 * @returns null where none has
 */
export function firstToLearn(models: readonly ModelRecord[], sequence: number): ModelRecord | null {
  const later = models.filter(({ learned }) => learned !== null && learned.labelSequence >= sequence);
  return later.sort((a, b) => a.createdAt.localeCompare(b.createdAt))[0] ?? null;
}
