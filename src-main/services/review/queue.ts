import type { QueueNotice, WhyEmpty } from '../../contract/review.ts';
import type { HeatMapKind } from '../../core/heatMaps.ts';
import type { ModelRecord, RegionRecord, RegionState } from '../../core/records.ts';
import { composeQueue } from '../../core/review/composeQueue.ts';
import type { RegionArm } from '../../core/review/RegionArm.ts';
import { strategyOf } from '../../core/review/strategies/strategies.ts';
import type { StrategyName } from '../../core/review/strategies/StrategyName.ts';
import { isDispute, uncovered } from '../../core/review/uncovered.ts';
import type { StandingRegion } from '../../store/RegionRows.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { strategyInForce } from './strategyInForce.ts';

export interface QueueQuestion {
  readonly limit: number;
  readonly imageId: string | null;
  /** Only regions proposed as this class. */
  readonly classIndex: number | null;
  /** Only regions where this kind of doubt stands out. */
  readonly reason: HeatMapKind | null;
  /** Only disputes of this kind. */
  readonly arm: RegionArm | null;
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
  /** What the queue was made with. */
  readonly strategy: StrategyName;
  readonly notices: QueueNotice[];
  /** Images whose regions are still to be made anew. */
  readonly remaking: number;
}

/**
 * The regions of the model in use as its strategy has them asked, those of the other arms slipped in by their shares. Without a model it
 * holds what people contradict each other in.
 */
export async function readQueue(session: ProjectSession, question: QueueQuestion): Promise<QueueAnswer> {
  const { store } = session;
  const settings = store.reviewSettings();
  const model = store.models.inUse();
  const all = await standingInOrder(session, model);
  const isHere = (region: StandingRegion): boolean => question.imageId === null || region.imageId === question.imageId;
  const open = openInOrder(session, model, all).filter(isHere);
  const settled = all.filter((region) => region.state !== 'open' && isHere(region));
  const asked = [...open, ...settled].filter(matching(question));
  const whyEmpty = open.length > 0 ? null : model ? whyNoneIsOpen(session, model.id, settled.length) : 'noModel';
  return {
    modelId: model?.id ?? null,
    regions: store.regions.records(asked.slice(0, question.limit).map(({ id }) => id)),
    openCount: open.length,
    settledCount: settled.length,
    whyEmpty,
    ...(model ? whatStrategy(session, model, all) : { strategy: settings.strategy, notices: [] }),
    remaking: session.upkeep.remaining,
  };
}

/** Ids of the regions that are asked first. */
export async function firstOfQueue(session: ProjectSession, count: number): Promise<string[]> {
  const model = session.store.models.inUse();
  if (!model) return [];
  return openInOrder(session, model, await standingInOrder(session, model)).slice(0, count).map(({ id }) => id);
}

/** Every region of the model, once there is an order of them; without a model those about labels alone, which need none. */
async function standingInOrder({ store, queueOrder }: ProjectSession, model: ModelRecord | null): Promise<StandingRegion[]> {
  const all = store.regions.standing(model?.id ?? null);
  return model && (await queueOrder.prepare(model, all)) ? store.regions.standing(model.id) : all;
}

function openInOrder(session: ProjectSession, model: ModelRecord | null, all: readonly StandingRegion[]): StandingRegion[] {
  const { store } = session;
  // What is labelled already is not asked, but for what is in dispute.
  const open = uncovered(all).filter(({ arm, isImageLabelled }) => isDispute(arm) || !isImageLabelled);
  const arms: Record<RegionArm, StandingRegion[]> = { chosen: [], random: [], audit: [], disagreement: [], contradiction: [] };
  for (const region of model ? session.queueOrder.sorted(model, open) : open) arms[region.arm].push(region);
  return composeQueue(arms, store.reviewSettings(), store.regions.settledCounts());
}

/** The strategy in force, and what the user should know of it. */
function whatStrategy(session: ProjectSession, model: ModelRecord, all: readonly StandingRegion[]): Pick<QueueAnswer, 'strategy' | 'notices'> {
  const settings = session.store.reviewSettings();
  const trust = session.learnedLoss.trust(model);
  const used = strategyInForce(all, { chosen: settings.strategy, trustsLearnedLoss: trust.isTrusted });
  const { map, needs } = strategyOf(settings.strategy);
  const notices: QueueNotice[] = [];
  const usesLearnedLoss = map === 'learnedLoss' || settings.strategy === 'standard';
  if (usesLearnedLoss && !trust.isTrusted) notices.push({ kind: 'learnedLossPoor', correlation: trust.correlation ?? 0, limit: settings.learnedLossLimit });
  if (used !== settings.strategy && needs !== null && session.upkeep.remaining === 0) notices.push({ kind: 'mapMissing', strategy: settings.strategy });
  const only = session.onlyLabelledClass();
  if (only !== null) notices.push({ kind: 'oneClass', classIndex: only });
  return { strategy: used, notices };
}

function whyNoneIsOpen(session: ProjectSession, modelId: string, settledCount: number): WhyEmpty {
  if (session.jobs.unfinished().some(({ kind }) => kind === 'predict')) return 'predicting';
  const predicted = new Set(session.store.predictions.list(modelId).map(({ imageId }) => imageId));
  const isMissing = session.store.images.list().some(({ id, role }) => role === 'work' && !predicted.has(id));
  if (isMissing) return 'notPredicted';
  return settledCount > 0 ? 'allSettled' : 'noRegions';
}

function matching({ classIndex, reason, arm, states, includeSettled }: QueueQuestion): (region: StandingRegion) => boolean {
  return (region) =>
    (classIndex === null || region.proposedClass === classIndex) &&
    (reason === null || region.reason === reason) &&
    (arm === null || region.arm === arm) &&
    (states ? states.includes(region.state) : includeSettled || region.state === 'open');
}
