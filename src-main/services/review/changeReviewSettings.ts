import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ReviewSettings } from '../../core/review/ReviewSettings.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';

/** What regions are found by; the other settings say how they are mixed, or concern no region. */
const findingBy = ['strategy', 'randomShare', 'auditShare', 'learnedLossLimit'] as const satisfies readonly (keyof ReviewSettings)[];

/** More of both together and the strategy would hardly be asked. */
const mostShares = 0.5;

/**
 * Changes how the project's queue is made. Where its regions follow from it they are made anew behind the window's back.
 * @param kept ids of regions that stay: the one that is looked at, and those that come next
 * @throws SfumatoError `invalidInput`
 */
export function changeReviewSettings(session: ProjectSession, services: Services, change: Partial<ReviewSettings>, kept: readonly string[]): ReviewSettings {
  const { store } = session;
  const before = store.reviewSettings();
  const after = { ...before, ...change };
  const shares = after.randomShare + after.auditShare;
  if (shares > mostShares) throw new SfumatoError('invalidInput', say('queueShares', { most: mostShares, got: shares }));
  store.setReviewSettings(after);
  if (findingBy.some((name) => before[name] !== after[name])) session.upkeep.remakeAll(kept);
  services.notifications.notify({ type: 'queue' });
  return after;
}
