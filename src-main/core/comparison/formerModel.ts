import type { ModelRecord } from '../records.ts';

/**
 * The model to go back to from the one in use: the one it learned on from, else the latest that was in use before.
 * @param models in any order
 * @returns null where there is none
 */
export function formerModel(models: readonly ModelRecord[]): ModelRecord | null {
  const inUse = models.find(({ state }) => state === 'inUse');
  if (!inUse) return null;
  const retired = models.filter(({ state }) => state === 'retired').sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return retired.find(({ id }) => id === inUse.parentId) ?? retired[0] ?? null;
}
