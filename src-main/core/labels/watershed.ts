import { floodFromMarkers } from '../vision/watershed/floodFromMarkers.ts';
import { persistentPeaks } from '../vision/watershed/persistentPeaks.ts';
import { squaredDistances } from './distanceTransform.ts';

/**
 * Cuts a shape into the parts that its waists divide: a watershed on the distance to its rim, flooded from its deepest
 * places in the order of depth.
 * @param mask row-major bytes, not 0 inside
 * @param depth how much deeper than the waist between them, in pixels, both parts must be to be parts
 * @returns part of each pixel, 1 and up, 0 outside; and how many parts there are
 * Source: Meyer 1994, "Topographic distance and watershed lines", Signal Processing 38; distances by Felzenszwalb & Huttenlocher 2012
 */
export function splitByWatershed(mask: Uint8Array, width: number, height: number, depth: number): { readonly parts: Uint32Array; readonly count: number } {
  const map = { width, height, mask, heights: squaredDistances(mask, width, height, true).map(Math.sqrt) };
  const peaks = persistentPeaks(map, depth);
  const markers = new Int32Array(mask.length);
  peaks.forEach((peak, at) => (markers[peak] = at + 1));
  return { parts: Uint32Array.from(floodFromMarkers(map, markers)), count: peaks.length };
}
