import { interleaveByImage } from '../../core/review/interleave.ts';
import type { RegionRecord } from '../../core/records.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

export interface QueueQuestion {
  readonly limit: number;
  readonly imageId: string | null;
  readonly includeSettled: boolean;
}

export interface QueueAnswer {
  readonly modelId: string | null;
  readonly regions: RegionRecord[];
  readonly openCount: number;
  readonly settledCount: number;
}

/** Regions of one image in each round of the queue. */
const regionsPerImageAndRound = 4;

/** The regions of the model in use, worst first; those of one image do not crowd out the others. */
export function readQueue(session: ProjectSession, { limit, imageId, includeSettled }: QueueQuestion): QueueAnswer {
  const model = session.store.models.inUse();
  if (!model) return { modelId: null, regions: [], openCount: 0, settledCount: 0 };
  const all = session.store.regions.ofModel(model.id).filter((region) => imageId === null || region.imageId === imageId);
  const open = all.filter(({ state }) => state === 'open');
  const settled = all.filter(({ state }) => state !== 'open');
  const queue = interleaveByImage(open, regionsPerImageAndRound);
  return {
    modelId: model.id,
    regions: [...queue, ...(includeSettled ? settled : [])].slice(0, limit),
    openCount: open.length,
    settledCount: settled.length,
  };
}
