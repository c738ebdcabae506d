import type { WhyEmpty } from '../../contract/review.ts';
import { interleaveByImage } from '../../core/review/interleave.ts';
import type { HeatMapKind } from '../../core/heatMaps.ts';
import type { RegionRecord, RegionState } from '../../core/records.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

export interface QueueQuestion {
  readonly limit: number;
  readonly imageId: string | null;
  /** Only regions proposed as this class. */
  readonly classIndex: number | null;
  /** Only regions where this kind of doubt stands out. */
  readonly reason: HeatMapKind | null;
  /** Only these states; null leaves it to `includeSettled`. */
  readonly states: readonly RegionState[] | null;
  readonly includeSettled: boolean;
}

export interface QueueAnswer {
  readonly modelId: string | null;
  readonly regions: RegionRecord[];
  readonly openCount: number;
  readonly settledCount: number;
  /** Why no region is open; null while one is. */
  readonly whyEmpty: WhyEmpty | null;
}

/** Regions of one image in each round of the queue. */
const regionsPerImageAndRound = 4;

/** The regions of the model in use, worst first; those of one image do not crowd out the others. */
export function readQueue(session: ProjectSession, question: QueueQuestion): QueueAnswer {
  const model = session.store.models.inUse();
  if (!model) return { modelId: null, regions: [], openCount: 0, settledCount: 0, whyEmpty: 'noModel' };
  const { imageId, limit } = question;
  const all = session.store.regions.ofModel(model.id).filter((region) => imageId === null || region.imageId === imageId);
  const openCount = all.filter(({ state }) => state === 'open').length;
  const asked = all.filter(matching(question));
  const queue = interleaveByImage(asked.filter(({ state }) => state === 'open'), regionsPerImageAndRound, ({ score }) => score);
  const settled = asked.filter(({ state }) => state !== 'open');
  const settledCount = all.length - openCount;
  const whyEmpty = openCount > 0 ? null : whyNoneIsOpen(session, model.id, settledCount);
  return { modelId: model.id, regions: [...queue, ...settled].slice(0, limit), openCount, settledCount, whyEmpty };
}

function whyNoneIsOpen(session: ProjectSession, modelId: string, settledCount: number): WhyEmpty {
  if (session.jobs.unfinished().some(({ kind }) => kind === 'predict')) return 'predicting';
  const predicted = new Set(session.store.predictions.list(modelId).map(({ imageId }) => imageId));
  const isMissing = session.store.images.list().some(({ id, role }) => role === 'work' && !predicted.has(id));
  if (isMissing) return 'notPredicted';
  return settledCount > 0 ? 'allSettled' : 'noRegions';
}

function matching({ classIndex, reason, states, includeSettled }: QueueQuestion): (region: RegionRecord) => boolean {
  return (region) =>
    (classIndex === null || region.proposedClass === classIndex) &&
    (reason === null || region.reason === reason) &&
    (states ? states.includes(region.state) : includeSettled || region.state === 'open');
}
