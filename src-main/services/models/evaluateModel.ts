import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { canMeasure, imagesToMeasure } from '../training/labelledImages.ts';
import { measureModel } from './measureModel.ts';
import { givenName } from '../../core/messages/givenName.ts';
import { say } from '../../core/messages/Message.ts';

/**
 * Starts a job that measures a model on the images kept for it; its figures are then in the list of models.
 * @throws SfumatoError `notFound`
 */
export function startEvaluation(session: ProjectSession, services: Services, modelId: string): string {
  const { store } = session;
  const model = store.models.get(modelId);
  const name = givenName(model.name);
  return session.jobs.start({ kind: 'evaluate', lane: 'engine', request: { modelId }, message: say('waitingToMeasure', { model: name }) }, async (control) => {
    control.progress({ message: say('measuring', { model: name }) });
    const measured = await measureModel(services, {
      images: await imagesToMeasure(session, true),
      modelFolder: store.paths.model(modelId),
      signal: control.signal,
      onProgress: ({ message, fraction, remainingMs, rate }) => control.progress({ message, fraction, remainingMs, rate }),
    });
    store.models.setMeasure(modelId, measured);
    services.notifications.notify({ type: 'models' });
    const { figures } = measured;
    return say('measured', { model: name, dice: figures.dice, ece: figures.ece });
  });
}

/**
 * The same unasked, for a window: a model in use that was never measured here says nothing of itself in the top bar. The
 * command line does what it was told and ends.
 */
export function startEvaluationUnasked(session: ProjectSession, services: Services): void {
  const model = session.store.models.inUse();
  if (services.host === 'commandLine' || !model || model.figures) return;
  const waits = session.jobs.unfinished().some(({ kind }) => kind === 'evaluate');
  if (canMeasure(session) && !waits) startEvaluation(session, services, model.id);
}
