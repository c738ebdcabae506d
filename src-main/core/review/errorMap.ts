import { unlabelled } from '../labels/labelMap.ts';
import { errorProbabilityTable } from './errorProbability.ts';
import type { PredictedImage } from './PredictedImage.ts';

/**
 * Probability that each pixel is predicted wrong: 1 - the largest class probability where that map is at hand, else the
 * smallest that the predictive entropy allows, which is the same for two classes. As good as the model is calibrated.
 * @returns [pixels], 0 … 1 - 1/C; 0 where a pixel is labelled already
 */
export function errorMap(image: PredictedImage): Float32Array {
  const { labels, optionalMaps, ranges } = image;
  const range = ranges.maximumProbability;
  const map = range && optionalMaps.maximumProbability;
  const bytes = map ?? image.maps.predictiveEntropy;
  const table = map
    ? Float32Array.from({ length: 256 }, (_none, byte) => range.minimum + (byte * (range.maximum - range.minimum)) / 255)
    : errorProbabilityTable(ranges.predictiveEntropy, image.classCount);
  return Float32Array.from(bytes, (byte, pixel) => (labels[pixel] === unlabelled ? table[byte]! : 0));
}
