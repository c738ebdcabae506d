import type { SettledRegion } from '../../core/insights/SettledRegion.ts';
import type { RegionRecord } from '../../core/records.ts';
import { regionSeconds } from '../../core/review/regionSeconds.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { wholeJournal } from './wholeJournal.ts';

/** Settled regions of every model, with what was found in them and how long it took; in the order in which they were settled. */
export async function settledRegions(session: ProjectSession): Promise<(SettledRegion & Pick<RegionRecord, 'boundaryPixels'>)[]> {
  const { store } = session;
  const events = wholeJournal(store);
  const seconds = regionSeconds(events);
  const decided = new Map(events.flatMap(({ kind, regionId, inForce, sequence }) => (kind === 'review' && regionId !== null && inForce ? [[regionId, sequence] as const] : [])));
  const images = new Map(store.images.list().map((image) => [image.id, image]));
  const settled = [];
  for (const region of store.regions.confirmed()) {
    const image = images.get(region.imageId);
    const sequence = decided.get(region.id);
    // A contradiction that no model has found says nothing of any.
    if (!image || sequence === undefined || region.modelId === null) continue;
    settled.push({
      id: region.id,
      imageId: region.imageId,
      modelId: region.modelId,
      arm: region.arm,
      pixelCount: region.pixelCount,
      expectedWrong: region.score,
      learnedLoss: region.means.learnedLoss,
      boundaryPixels: region.boundaryPixels,
      wrongPixels: await session.foundErrors.count(region, image, sequence),
      seconds: seconds.get(region.id) ?? null,
      sequence,
    });
  }
  return settled.sort((a, b) => a.sequence - b.sequence);
}
