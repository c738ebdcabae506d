import type { ImageSize } from '../../labels/labelTiles.ts';
import type { FoundRegion } from '../FoundRegion.ts';
import { forEachInside } from '../growRegion.ts';
import type { RegionMask } from '../growRegion.ts';
import { isAtBoundary } from '../isAtBoundary.ts';

/** One of two words is wrong, and nobody knows which. */
const errorOfEither = 0.5;

/**
 * What a contradiction is like where no model has maps of its image: by its labels alone. Its doubt is 0, as nothing was measured, and it has
 * no features, as nothing is compared with it.
 * @param labels [pixels], class indices, 255 = not labelled; the region's are labelled
 */
export function describeContradiction(region: RegionMask, labels: Uint8Array, size: ImageSize): FoundRegion {
  const classes = new Uint32Array(256);
  let [pixelCount, boundaryPixels] = [0, 0];
  forEachInside(region, size.width, (index) => {
    pixelCount++;
    classes[labels[index]!]!++;
    if (isAtBoundary(index, labels, size)) boundaryPixels++;
  });
  return {
    ...region,
    pixelCount,
    score: pixelCount * errorOfEither,
    worth: errorOfEither,
    means: { predictiveEntropy: 0, mutualInformation: 0, expectedEntropy: 0, learnedLoss: 0 },
    proposedClass: classes.indexOf(Math.max(...classes)),
    reason: 'predictiveEntropy',
    boundaryPixels,
    features: [],
  };
}
