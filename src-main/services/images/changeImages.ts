import type { ImageRole, PixelSize } from '../../core/records.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';

/**
 * Sets images aside to measure models on, or takes them into work.
 * @throws SfumatoError `notFound`, with nothing changed
 */
export function setRoles({ store }: ProjectSession, services: Services, imageIds: readonly string[], role: ImageRole): void {
  store.transaction(() => {
    for (const id of imageIds) store.images.setRole(store.images.get(id).id, role);
  });
  services.notifications.notify({ type: 'images' });
  services.notifications.notify({ type: 'queue' });
}

/** @throws SfumatoError `notFound`, with nothing changed */
export function setPixelSize({ store }: ProjectSession, services: Services, imageIds: readonly string[], pixelSizeUm: PixelSize | null): void {
  store.transaction(() => {
    for (const id of imageIds) store.images.setPixelSize(store.images.get(id).id, pixelSizeUm);
  });
  services.notifications.notify({ type: 'images' });
}
