import type { ModelRecord } from '../records.ts';

/** A model with those that learned on from it. */
export interface LineageNode {
  readonly model: ModelRecord;
  readonly children: readonly LineageNode[];
}

/**
 * Arranges models as trees by who learned on from whom, oldest first. A model whose parent is gone begins a tree.
 * @param models in any order
 */
export function lineageOf(models: readonly ModelRecord[]): LineageNode[] {
  const oldestFirst = [...models].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const known = new Set(models.map(({ id }) => id));
  const childrenOf = (parentId: string | null): LineageNode[] =>
    oldestFirst
      .filter((model) => (parentId === null ? model.parentId === null || !known.has(model.parentId) : model.parentId === parentId))
      .map((model) => ({ model, children: childrenOf(model.id) }));
  return childrenOf(null);
}
