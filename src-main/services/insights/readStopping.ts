import type { Stopping } from '../../contract/evidence.ts';
import { reviewUntilRisk } from '../../core/insights/reviewUntilRisk.ts';
import type { Wish } from '../../core/insights/reviewUntilRisk.ts';
import { learnEffort } from '../../core/review/effortModel.ts';
import { mutable } from '../implementer.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { confidentRest } from './confidentRest.ts';
import { waitingRegions } from './waitingRegions.ts';

/**
 * How many more regions to review until Dice is as wanted.
 * @returns null without a model
 * @throws SfumatoError `invalidInput` for a wish outside of its bounds
 */
export async function readStopping(session: ProjectSession, wish: Wish): Promise<Stopping | null> {
  const { store } = session;
  const model = store.models.inUse();
  if (!model) return null;
  const all = await session.settledRegions.read();
  const settled = all.filter(({ modelId }) => modelId === model.id);
  const waiting = await waitingRegions(session, model.id);
  const { rest, foregroundPixels, imagesWithout } = await confidentRest(session, model.id, waiting);
  const evidence = {
    settled,
    waiting: waiting.map(({ pixelCount, score }) => ({ pixelCount, expectedWrong: score })),
    rest,
    foregroundPixels,
    classCount: store.classes.length,
  };
  const report = reviewUntilRisk(evidence, wish);
  const effort = learnEffort(all.flatMap(({ pixelCount, expectedWrong, boundaryPixels, seconds }) => (seconds === null ? [] : [{ pixelCount, score: expectedWrong, boundaryPixels, seconds }])));
  const { answer } = report;
  const asked = answer.kind === 'review' ? waiting.slice(0, answer.regions) : [];
  return mutable({
    ...report,
    minutes: answer.kind === 'review' ? asked.reduce((sum, region) => sum + effort.secondsOf(region), 0) / 60 : null,
    waiting: waiting.length,
    settled: settled.length,
    audited: settled.filter(({ arm }) => arm === 'audit').length,
    auditShare: store.reviewSettings().auditShare,
    foregroundPixels,
    restPixels: rest.pixels,
    imagesWithout,
  });
}
