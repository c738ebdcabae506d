import { unlabelled } from '../../core/labels/labelMap.ts';
import type { ImageRecord } from '../../core/records.ts';
import { contradictedRegions } from '../../core/review/disputes/contradictions.ts';
import { describeContradiction } from '../../core/review/disputes/describeContradiction.ts';
import type { NewRegion } from '../../store/RegionRows.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { disputedPixels, disputeRecorder } from './disputeRecords.ts';

/**
 * Where two people have said different things of an image that no model has maps of. Regions that stand open already and are the same keep
 * their ids.
 * @param modelId in whose queue they stand; null where there is no model
 */
export function findContradictions(store: ProjectStore, image: ImageRecord, modelId: string | null): NewRegion[] {
  const labels = store.labels.map(image.id, image);
  if (!labels.some((label) => label !== unlabelled)) return [];
  const { contradicted } = disputedPixels(store, image, { labels, modelId });
  const record = disputeRecorder(store, image, { modelId, describe: (region) => describeContradiction(region, labels, image) });
  return contradictedRegions(contradicted, image).map(record('contradiction'));
}
