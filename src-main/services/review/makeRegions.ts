import { randomUUID } from 'node:crypto';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { seedOf } from '../../core/random/seedOf.ts';
import type { ImageRecord } from '../../core/records.ts';
import { auditRegions } from '../../core/review/auditRegions.ts';
import { effectiveStrategy } from '../../core/review/effectiveStrategy.ts';
import { errorMap } from '../../core/review/errorMap.ts';
import type { FoundRegion } from '../../core/review/FoundRegion.ts';
import { forEachInside } from '../../core/review/growRegion.ts';
import type { PredictedImage } from '../../core/review/PredictedImage.ts';
import type { RegionArm } from '../../core/review/RegionArm.ts';
import { RegionDescriber } from '../../core/review/RegionDescriber.ts';
import type { FindContext } from '../../core/review/strategies/QueryStrategy.ts';
import { strategyOf } from '../../core/review/strategies/strategies.ts';
import type { StrategyName } from '../../core/review/strategies/StrategyName.ts';
import { isDispute } from '../../core/review/uncovered.ts';
import type { StoredPrediction } from '../../store/PredictionRows.ts';
import type { NewRegion } from '../../store/RegionRows.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { findDisputes } from './findDisputes.ts';
import { readPredictedImage } from './readPredictedImage.ts';

/** Streams of random numbers of one image, so that one arm's draws do not hang on another's. */
const streams = { chosen: 0, random: 1, audit: 2 } as const;

/**
 * The regions of one image under one model, from its maps and from what is labelled by now: those of the strategy, beside them some at
 * random and some among confident places, as many as their shares of the queue may ask for, and what is in dispute.
 * @param kept ids of regions that stay although they are open: nothing is found where they lie
 */
export async function makeRegions(session: ProjectSession, image: ImageRecord, prediction: StoredPrediction, kept: readonly string[] = []): Promise<NewRegion[]> {
  const { store } = session;
  const predicted = await readPredictedImage(session, image, prediction);
  const disputes = await findDisputes(store, image, { predicted, prediction });
  const free = { ...predicted, labels: withoutStaying(session, image, { predicted, prediction, kept }) };
  const settings = store.reviewSettings();
  const { isTrusted } = session.learnedLoss.trust(store.models.get(prediction.modelId));
  const { strategy } = effectiveStrategy(settings.strategy, prediction.ranges, isTrusted);
  const context = (arm: keyof typeof streams): FindContext => ({ random: randomOf(prediction, streams[arm]), trustsLearnedLoss: isTrusted });
  const record = (arm: RegionArm, name: StrategyName | null) => (region: FoundRegion): NewRegion => ({
    ...region,
    id: randomUUID(),
    imageId: image.id,
    modelId: prediction.modelId,
    arm,
    strategy: name,
    state: 'open',
  });
  const chosen = strategy.candidates(free, context('chosen'));
  const random = strategyOf('foregroundRandom').candidates(free, context('random')).slice(0, mostOf(settings.randomShare, chosen.length));
  const audit = audited(free, [...chosen, ...random], { count: mostOf(settings.auditShare, chosen.length), random: context('audit').random });
  return [
    ...disputes,
    ...chosen.map(record('chosen', strategy.name)),
    ...random.map(record('random', 'foregroundRandom')),
    ...audit.map(record('audit', null)),
  ];
}

/** As many as fall due while the strategy's regions are asked, and one more: which image is asked how much is not known before. */
function mostOf(share: number, chosenCount: number): number {
  return share > 0 ? Math.ceil((share * chosenCount) / (1 - share)) + 1 : 0;
}

function audited(image: PredictedImage, others: readonly FoundRegion[], { count, random }: { readonly count: number; readonly random: RandomSource }): FoundRegion[] {
  const error = errorMap(image);
  const taken = new Uint8Array(error.length);
  for (const region of others) forEachInside(region, image.width, (pixel) => (taken[pixel] = 1));
  const isFree = (pixel: number): boolean => taken[pixel] === 0 && image.labels[pixel] === unlabelled;
  const describer = new RegionDescriber(image, error);
  return auditRegions({ ...image, error, isFree }, others, count, random).map((region) => describer.describe(region, error));
}

/** The labels with the places of regions that stay marked as labelled: put off, flagged, taken up again, or looked at just now. */
function withoutStaying(
  { store }: ProjectSession,
  image: ImageRecord,
  { predicted, prediction, kept }: { readonly predicted: PredictedImage; readonly prediction: StoredPrediction; readonly kept: readonly string[] },
): Uint8Array {
  const spoken = store.regions.spokenOf(image.id, prediction.modelId).filter(({ arm }) => !isDispute(arm));
  const looked = store.regions.masksOf(image.id, kept);
  if (spoken.length + looked.length === 0) return predicted.labels;
  const labels = Uint8Array.from(predicted.labels);
  for (const { mask } of [...spoken, ...looked]) forEachInside(mask, image.width, (pixel) => (labels[pixel] = 0));
  return labels;
}

/** The same image under the same model is asked the same, however often its regions are made. */
function randomOf({ modelId, imageId }: StoredPrediction, stream: number): RandomSource {
  return new RandomSource({ seed: seedOf(modelId), stream, counter: seedOf(imageId) });
}
