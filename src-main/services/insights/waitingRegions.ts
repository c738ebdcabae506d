import type { RegionRecord } from '../../core/records.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { readQueue } from '../review/queue.ts';

/**
 * What is still to be answered, as the queue will ask it; what was put off or flagged comes last. Regions at random that the queue keeps in reserve are not
 * asked and do not wait; audit regions are part of what the model is sure of, and disputes are about labels.
 */
export async function waitingRegions(session: ProjectSession, modelId: string): Promise<RegionRecord[]> {
  const everything = { limit: Number.MAX_SAFE_INTEGER, imageId: null, classIndex: null, reason: null, arm: null, states: null, includeSettled: false };
  const open = (await readQueue(session, everything)).regions.filter(waits);
  return [...open, ...session.store.regions.ofModel(modelId).filter((region) => waits(region) && region.state !== 'open')];
}

function waits({ state, arm }: Pick<RegionRecord, 'state' | 'arm'>): boolean {
  return state !== 'accepted' && state !== 'corrected' && (arm === 'chosen' || arm === 'random');
}
