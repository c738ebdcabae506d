import { say } from '../../core/messages/Message.ts';
import { givenName } from '../../core/messages/givenName.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ModelRecord } from '../../core/records.ts';
import { forgetPredictions } from '../predictions/forgetPredictions.ts';
import { startPredictionWhereMissing } from '../predictions/predictImages.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { startCalibrationWhereStale } from './calibrateModel.ts';

export interface PromotionWish {
  /** The image on screen, whose maps are waited for; default: none. */
  readonly firstImageId?: string | null;
  /** Also where it was found worse than the model in use; default: no. */
  readonly despite?: boolean;
}

/**
 * Takes a model into use; the one before is retired and can be gone back to. Maps and queue are then made anew: labels
 * have been added since an older model's regions were found. Before them its temperature is fitted again, where held-back
 * labels have changed since it was.
 * @throws SfumatoError `notFound`; `conflict` for a candidate found worse than the model in use, unless it is asked for all the same
 */
export async function promoteModel(session: ProjectSession, services: Services, modelId: string, { firstImageId = null, despite = false }: PromotionWish = {}): Promise<ModelRecord> {
  const { store } = session;
  const model = store.models.get(modelId);
  if (model.state === 'inUse') return model;
  if (!despite) refuseWorse(session, model);
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

function refuseWorse({ store }: ProjectSession, { name, state, comparison }: ModelRecord): void {
  const champion = store.models.inUse();
  if (state !== 'candidate' || comparison?.verdict !== 'worse' || comparison.championId !== champion?.id) return;
  throw new SfumatoError('conflict', say('modelIsWorse', { model: givenName(name), champion: givenName(champion.name), images: comparison.images }));
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
