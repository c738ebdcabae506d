import { unlabelled } from '../../labels/labelMap.ts';
import type { RandomSource } from '../../random/RandomSource.ts';
import { errorMap } from '../errorMap.ts';
import { regionWindowSide } from '../findRegions.ts';
import type { FoundRegion } from '../FoundRegion.ts';
import { forEachInside } from '../growRegion.ts';
import type { PredictedImage } from '../PredictedImage.ts';
import { RegionDescriber } from '../RegionDescriber.ts';
import { squareAround, squareSide } from '../squareAround.ts';

/** Fewer free pixels than this share of the square, and a place is passed over. */
const leastFree = 0.5;
/** Draws for each region wanted, so that an image with hardly a free place ends. */
const draws = 8;

/**
 * Squares at random places of an image, disjoint, cut to what is connected and not labelled.
 * @param drawCentre gives the index of a pixel; null where there is none
 */
export function randomRegions(image: PredictedImage, random: RandomSource, drawCentre: (random: RandomSource) => number | null): FoundRegion[] {
  const { width, height, labels } = image;
  const error = errorMap(image);
  const describer = new RegionDescriber(image, error);
  const taken = new Uint8Array(width * height);
  const isFree = (index: number): boolean => taken[index] === 0 && labels[index] === unlabelled;
  const wanted = Math.ceil((width * height) / regionWindowSide ** 2);
  const fewestPixels = leastFree * Math.min(squareSide, width) * Math.min(squareSide, height);
  const regions: FoundRegion[] = [];
  for (let draw = 0; draw < wanted * draws && regions.length < wanted; draw++) {
    const start = drawCentre(random);
    if (start === null) break;
    if (!isFree(start)) continue;
    const region = squareAround(start, image, isFree);
    if (region.mask.reduce((sum, inside) => sum + inside, 0) < fewestPixels) continue;
    forEachInside(region, width, (index) => (taken[index] = 1));
    regions.push(describer.describe(region, error));
  }
  return regions;
}
