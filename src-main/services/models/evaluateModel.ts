import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { labelledImages } from '../training/training.ts';
import { measureModel } from './measureModel.ts';

/**
 * Starts a job that measures a model on the held-back images; its figures are then in the list of models.
 * @throws SfumatoError `notFound`
 */
export function startEvaluation(session: ProjectSession, services: Services, modelId: string): string {
  const { store } = session;
  const model = store.models.get(modelId);
  return session.jobs.start({ kind: 'evaluate', lane: 'engine', request: { modelId }, message: `Waiting to measure ${model.name}` }, async (control) => {
    control.progress({ message: `Measuring ${model.name}` });
    const figures = await measureModel(services, {
      images: await labelledImages(session, 'heldBack'),
      modelFolder: store.paths.model(modelId),
      signal: control.signal,
      onProgress: ({ message, fraction, remainingMs }) => control.progress({ message, fraction, remainingMs }),
    });
    store.models.setFigures(modelId, figures);
    services.notifications.notify({ type: 'models' });
    return `${model.name}: Dice ${figures.dice.toFixed(3)}, ECE ${figures.ece.toFixed(3)}`;
  });
}
