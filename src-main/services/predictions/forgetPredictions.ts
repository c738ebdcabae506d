import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';

/** Forgets what a model has said of every image, regions too, so that it is made anew: call inside no transaction of its own. */
export function forgetPredictions({ store }: ProjectSession, services: Services, modelId: string): void {
  store.transaction(() => {
    for (const { imageId } of store.predictions.list(modelId)) {
      store.predictions.remove(modelId, imageId);
      store.regions.replace(modelId, imageId, []);
    }
  });
  services.notifications.notify({ type: 'queue' });
}
