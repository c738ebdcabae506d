import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { Evaluation, LabelledEngineImage } from '../../engine/engineApi.ts';
import type { EngineWatch } from '../../ports/EngineClient.ts';
import type { Services } from '../Services.ts';

/**
 * Measures the whole ensemble of a model on labelled images.
 * @throws SfumatoError `noLabels` when there are none
 */
export async function measureModel(
  services: Services,
  {
    images,
    modelFolder,
    ...watch
  }: { readonly images: readonly LabelledEngineImage[]; readonly modelFolder: string } & EngineWatch,
): Promise<Evaluation> {
  if (images.length === 0) {
    throw new SfumatoError('noLabels', say('nothingToMeasureOn'));
  }
  return services.engine.evaluate({ images, modelFolder, member: null }, watch);
}
