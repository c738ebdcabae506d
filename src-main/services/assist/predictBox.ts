import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { PixelBox } from '../../core/geometry.ts';
import type { BoxOutcome } from '../../engine/engineApi.ts';
import { engineImage } from '../predictions/predictImages.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';

/** Longest side of a box, pixels: at twice the resolution this is as much as the networks take at a time. */
export const largestBoxSide = 1024;

/**
 * Predicts a box of an image anew at twice its resolution with the model in use.
 * @throws SfumatoError `noModel`; `invalidInput` for a box that is empty, too large or leaves the image
 */
export async function predictBox(
  session: ProjectSession,
  services: Services,
  { imageId, box }: { readonly imageId: string; readonly box: PixelBox },
): Promise<BoxOutcome & { readonly modelId: string }> {
  const model = session.modelInUse();
  const image = session.store.images.get(imageId);
  const fits = box.width > 0 && box.height > 0 && box.x + box.width <= image.width && box.y + box.height <= image.height;
  if (!fits) throw new SfumatoError('invalidInput', say('boxOutside', { image: image.name, box: JSON.stringify(box), size: `${image.width} x ${image.height}` }));
  if (box.width > largestBoxSide || box.height > largestBoxSide) {
    throw new SfumatoError('invalidInput', say('boxTooLarge', { image: image.name, most: largestBoxSide, size: `${box.width} x ${box.height}` }));
  }
  const outcome = await services.engine.predictBox({
    image: await engineImage(session, image),
    modelFolder: session.store.paths.model(model.id),
    box,
  });
  return { ...outcome, modelId: model.id };
}
