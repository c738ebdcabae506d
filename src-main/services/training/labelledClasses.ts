import { labelUse } from '../../core/comparison/labelUse.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';

/**
 * Classes that the labels to learn from hold, as they are now.
 * @param most looking ends once so many are found
 */
export function labelledClasses(store: ProjectStore, most: number): Set<number> {
  const found = new Set<number>();
  for (const image of store.images.list()) {
    if (labelUse(image) !== 'training' || image.labelledFraction === 0) continue;
    for (const { column, row, uniform } of store.labels.summaries(image.id)) {
      const values = uniform === null ? (store.labels.tile(image.id, column, row) ?? []) : [uniform];
      for (const value of values) {
        if (value !== unlabelled) found.add(value);
        if (found.size >= most) return found;
      }
    }
  }
  return found;
}
