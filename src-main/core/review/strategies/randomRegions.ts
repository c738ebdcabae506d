import { clipBox } from '../../geometry.ts';
import { unlabelled } from '../../labels/labelMap.ts';
import type { RandomSource } from '../../random/RandomSource.ts';
import { errorMap } from '../errorMap.ts';
import { regionWindowSide } from '../findRegions.ts';
import type { FoundRegion } from '../FoundRegion.ts';
import { dilate, forEachInside, growRegion } from '../growRegion.ts';
import type { PredictedImage } from '../PredictedImage.ts';
import { RegionDescriber } from '../RegionDescriber.ts';

/** Side of a random region, pixels: about as many pixels as a doubtful one has. */
export const randomRegionSide = 32;

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
  const describer = new RegionDescriber(image, errorMap(image));
  const everywhere = new Float32Array(width * height).fill(1);
  const taken = new Uint8Array(width * height);
  const isFree = (index: number): boolean => taken[index] === 0 && labels[index] === unlabelled;
  const wanted = Math.ceil((width * height) / regionWindowSide ** 2);
  const regions: FoundRegion[] = [];
  for (let draw = 0; draw < wanted * draws && regions.length < wanted; draw++) {
    const start = drawCentre(random);
    if (start === null) break;
    if (!isFree(start)) continue;
    const half = randomRegionSide / 2;
    const window = clipBox({ x: (start % width) - half, y: Math.floor(start / width) - half, width: randomRegionSide, height: randomRegionSide }, width, height);
    const pixels = growRegion(everywhere, image, { start, window, threshold: 1, isFree });
    if (pixels.length < leastFree * window.width * window.height) continue;
    const region = dilate(pixels, image, { radius: 0, window, isFree });
    forEachInside(region, width, (index) => (taken[index] = 1));
    regions.push(describer.describe(region, everywhere));
  }
  return regions;
}
