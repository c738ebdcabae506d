import { unlabelled } from '../../core/labels/labelMap.ts';
import type { LabelledEngineImage, TrainRequest } from '../engineApi.ts';
import type { InputChannels } from '../../core/training/InputChannels.ts';
import { isColoured } from '../input/isColoured.ts';
import { breathe } from '../jobs/JobContext.ts';

/**
 * What networks that start anew see. Left to the program, it is colour only where every labelled image is a coloured picture: of
 * a set that is partly grey, a network would learn the hue of some images and not the shapes that all have in common.
 * @throws SfumatoError as `InputSource` does
 */
export async function chooseInput(wish: TrainRequest['input'] = 'auto', images: readonly LabelledEngineImage[], signal?: AbortSignal): Promise<InputChannels> {
  if (wish !== 'auto') return wish;
  const labelled = images.filter(({ labels }) => labels.some((label) => label !== unlabelled));
  for (const image of labelled) {
    if (signal) await breathe(signal);
    if (!(await isColoured(image))) return 'grey';
  }
  return labelled.length > 0 ? 'colour' : 'grey';
}
