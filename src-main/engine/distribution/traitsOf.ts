import type { ImageTraits } from '../../core/distribution/ImageTraits.ts';
import type { EngineImage } from '../engineApi.ts';
import { isColoured } from '../input/isColoured.ts';
import type { InputStatistics } from '../input/normalisation.ts';
import { unitRangeOf } from '../input/unitRange.ts';

/** @throws SfumatoError as `InputSource` does */
export async function traitsOf(image: EngineImage, { mean, deviation }: InputStatistics): Promise<ImageTraits> {
  const [low, high] = unitRangeOf(image);
  return {
    mean: (mean - low) / (high - low),
    deviation: deviation / (high - low),
    isColoured: await isColoured(image),
    pixelSizeUm: image.pixelSizeUm ?? null,
  };
}
