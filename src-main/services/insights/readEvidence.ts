import type { Evidence } from '../../contract/evidence.ts';
import { armComparison } from '../../core/insights/armComparison.ts';
import { learnedLossCheck } from '../../core/insights/learnedLossCheck.ts';
import { silentErrors } from '../../core/insights/silentErrors.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { mutable } from '../implementer.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { queueSettings } from '../review/changeQueueSettings.ts';
import { confidentRest } from './confidentRest.ts';
import { waitingRegions } from './waitingRegions.ts';

/** Draws the same images each time, so that what is shown does not tremble. */
const bootstrapKey = { seed: 0, stream: 8, counter: 0 };

/** What the settled regions tell of the queue, of what nobody looked at and of the learned loss. */
export async function readEvidence(session: ProjectSession): Promise<Evidence> {
  const { store } = session;
  const model = store.models.inUse();
  const settings = queueSettings(session);
  const settled = await session.settledRegions.read();
  const arms = armComparison(settled, new RandomSource(bootstrapKey));
  if (!model) return mutable({ modelId: null, settings, arms, audit: null, learnedLoss: null });
  const ofModel = settled.filter(({ modelId }) => modelId === model.id);
  const { rest } = await confidentRest(session, model.id, await waitingRegions(session, model.id));
  const audit = { ...silentErrors(ofModel, rest), restPixels: rest.pixels };
  const learnedLoss = { ...learnedLossCheck(ofModel, settings.learnedLossLimit), measured: model.figures?.learnedLossCorrelation ?? null };
  return mutable({ modelId: model.id, settings, arms, audit, learnedLoss });
}
