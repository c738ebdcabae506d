import { emptyMask } from './SampleWindow.ts';
import type { PixelMask } from './SampleWindow.ts';
import type { ClassifiedWindow } from './classifier/predictForest.ts';

/**
 * Of the pixels under a stroke those that the classifier gives to a class, surely enough.
 * @param stroke of the same window
 * @param confidence smallest probability, 0 … 1
 */
export function smartStroke(classified: ClassifiedWindow, stroke: PixelMask, classIndex: number, confidence: number): PixelMask {
  const mask = emptyMask(stroke.width, stroke.height);
  const lowest = confidence * 255 - 1e-6;
  for (let index = 0; index < mask.data.length; index++) {
    const isTaken = stroke.data[index] === 1 && classified.classes[index] === classIndex && classified.confidence[index]! >= lowest;
    if (isTaken) mask.data[index] = 1;
  }
  return mask;
}
