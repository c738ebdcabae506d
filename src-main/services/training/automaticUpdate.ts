import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { startTraining } from './training.ts';
import { wishOf } from './trainingWish.ts';

/**
 * Starts a light update where the project asks for one and enough was corrected since a model learned last. Not while anything is
 * learned or measured, nor while a new model waits for a word: what was corrected meanwhile counts towards the next.
 * @returns the job's id; null where none was started
 */
export async function startUpdateWhereDue(session: ProjectSession, services: Services): Promise<string | null> {
  const { store } = session;
  const { updateAfter } = store.reviewSettings();
  if (updateAfter === 0 || services.host === 'commandLine') return null;
  const models = store.models.list();
  if (!models.some(({ state }) => state === 'inUse') || models.some(({ state }) => state === 'candidate')) return null;
  if (session.jobs.unfinished().some(({ kind }) => kind === 'train' || kind === 'evaluate')) return null;
  // One that was declined has learned too, and one that failed is not tried again with the same corrections.
  const learned = Math.max(session.lastUpdateSequence, ...models.map((model) => model.learned?.labelSequence ?? 0));
  if (store.journal.correctionsSince(learned) < updateAfter) return null;
  session.lastUpdateSequence = store.journal.lastSequence();
  try {
    return await startTraining(session, services, wishOf({ from: 'inUse', update: 'light' }));
  } catch (thrown) {
    // Nobody asked just now: a model that cannot be trained further says so when it is asked to.
    if (thrown instanceof SfumatoError) return null;
    throw thrown;
  }
}
