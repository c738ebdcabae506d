import { RandomSource } from '../../core/random/RandomSource.ts';
import { seedOf } from '../../core/random/seedOf.ts';
import type { RegionRecord } from '../../core/records.ts';
import { effectiveStrategy } from '../../core/review/effectiveStrategy.ts';
import type { Candidate } from '../../core/review/strategies/QueryStrategy.ts';
import type { StrategyName } from '../../core/review/strategies/StrategyName.ts';
import { roundsBehind } from '../../core/review/roundsBehind.ts';
import { strategyOf } from '../../core/review/strategies/strategies.ts';
import { inSlices } from '../../processes/inSlices.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { readPredictedImage } from './readPredictedImage.ts';

/**
 * What another strategy would ask, in its order, without making it the project's: nothing is stored.
 * @returns the regions of all predicted images to work on, the first `limit` of them, and the strategy that stood in where the maps lack what it goes by
 * @throws SfumatoError `noModel`
 */
export async function previewQueue(session: ProjectSession, name: StrategyName, limit: number): Promise<{ readonly strategy: StrategyName; readonly regions: RegionRecord[] }> {
  const { store } = session;
  const model = session.modelInUse();
  const { isTrusted } = session.learnedLoss.trust(model);
  const candidates: Candidate[] = [];
  let strategy = strategyOf(name);
  for (const image of store.images.list()) {
    const prediction = image.role === 'work' ? store.predictions.find(model.id, image.id) : null;
    if (!prediction) continue;
    strategy = effectiveStrategy(name, prediction.ranges, isTrusted).strategy;
    const random = new RandomSource({ seed: seedOf(model.id), stream: 0, counter: seedOf(image.id) });
    const found = strategy.candidates(await readPredictedImage(session, image, prediction), { random, trustsLearnedLoss: isTrusted });
    candidates.push(...found.map((region, at) => ({ ...region, id: `${image.id}-${at}`, imageId: image.id })));
  }
  const random = new RandomSource({ seed: seedOf(model.id), stream: 1, counter: 0 });
  const ordered = await inSlices(strategy.ordering(candidates, { effort: session.queueOrder.effort, settled: [], round: roundsBehind(model, store.models.list()), random }));
  return {
    strategy: strategy.name,
    regions: ordered.slice(0, limit).map(({ mask: _mask, worth: _worth, features: _features, ...region }) => ({ ...region, modelId: model.id, arm: 'chosen', strategy: strategy.name, state: 'open' })),
  };
}
