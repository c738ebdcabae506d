import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { QueueSettings } from '../../core/review/ReviewSettings.ts';
import { mostShares } from '../../core/review/reviewSettingsLimits.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';

/** All of these say what regions are found, or how many of which arm. */
const names = ['strategy', 'randomShare', 'auditShare', 'learnedLossLimit'] as const satisfies readonly (keyof QueueSettings)[];

/**
 * Changes how the project's queue is made. Where anything differs its regions are made anew behind the window's back.
 * @param kept ids of regions that stay: the one that is looked at, and those that come next
 * @throws SfumatoError `invalidInput`
 */
export function changeQueueSettings(session: ProjectSession, services: Services, change: Partial<QueueSettings>, kept: readonly string[]): QueueSettings {
  const { store } = session;
  const before = store.reviewSettings();
  const after = { ...before, ...change };
  const shares = after.randomShare + after.auditShare;
  if (shares > mostShares) throw new SfumatoError('invalidInput', say('queueShares', { most: mostShares, got: shares }));
  store.setReviewSettings(after);
  if (names.some((name) => before[name] !== after[name])) session.upkeep.remakeAll(kept);
  services.notifications.notify({ type: 'queue' });
  return queueSettings(session);
}

export function queueSettings({ store }: ProjectSession): QueueSettings {
  const { strategy, randomShare, auditShare, learnedLossLimit } = store.reviewSettings();
  return { strategy, randomShare, auditShare, learnedLossLimit };
}
