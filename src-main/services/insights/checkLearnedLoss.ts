import { learnedLossCheck } from '../../core/insights/learnedLossCheck.ts';
import type { LearnedLossCheck } from '../../core/insights/learnedLossCheck.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

/** Whether a model's learned loss may be gone by, from what was found in its settled regions and the project's limit. */
export async function checkLearnedLoss(session: ProjectSession, modelId: string): Promise<LearnedLossCheck> {
  const ofModel = (await session.settledRegions.read()).filter((region) => region.modelId === modelId);
  return learnedLossCheck(ofModel, session.store.reviewSettings().learnedLossLimit);
}
