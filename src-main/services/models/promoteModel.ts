import { say } from '../../core/messages/Message.ts';
import { givenName } from '../../core/messages/givenName.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ModelRecord } from '../../core/records.ts';
import { forgetPredictions } from '../predictions/forgetPredictions.ts';
import { startPredictionWhereMissing } from '../predictions/predictImages.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { startCalibrationWhereStale } from './calibrateModel.ts';

/**
 * Takes a model into use; the one before is retired and can be gone back to. Maps and queue are then made anew: labels
 * have been added since an older model's regions were found. Before them its temperature is fitted again, where held-back
 * labels have changed since it was.
 * @param firstImageId the image on screen, whose maps are waited for
 */
export async function promoteModel(session: ProjectSession, services: Services, modelId: string, firstImageId: string | null = null): Promise<ModelRecord> {
  const { store } = session;
  const model = store.models.get(modelId);
  if (model.state === 'inUse') return model;
  store.transaction(() => {
    const before = store.models.inUse();
    if (before) store.models.setState(before.id, 'retired');
    store.models.setState(modelId, 'inUse');
  });
  forgetPredictions(session, services, modelId);
  services.notifications.notify({ type: 'models' });
  await startCalibrationWhereStale(session, services, modelId);
  startPredictionWhereMissing(session, services, firstImageId);
  return store.models.get(modelId);
}

/** @throws SfumatoError `notFound` */
export function renameModel(session: ProjectSession, services: Services, modelId: string, name: string): ModelRecord {
  const { store } = session;
  store.models.get(modelId);
  store.models.rename(modelId, name);
  services.notifications.notify({ type: 'models' });
  return store.models.get(modelId);
}

/** Sets a candidate aside. @throws SfumatoError `conflict` when the model is in use */
export function declineModel(session: ProjectSession, services: Services, modelId: string): ModelRecord {
  const { store } = session;
  const model = store.models.get(modelId);
  if (model.state === 'inUse') throw new SfumatoError('conflict', say('modelInUse', { model: givenName(model.name) }));
  store.models.setState(modelId, 'declined');
  services.notifications.notify({ type: 'models' });
  return store.models.get(modelId);
}
