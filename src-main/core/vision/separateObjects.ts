import { squaredDistances } from '../labels/distanceTransform.ts';
import { smooth } from './gaussian.ts';
import { floodFromMarkers } from './watershed/floodFromMarkers.ts';
import { persistentPeaks } from './watershed/persistentPeaks.ts';

export interface SeparationRule {
  /** Standard deviation of the Gaussian that takes the roughness of the rim off the heights, pixels; 0: none. */
  readonly smoothing: number;
  /** How much higher than the saddle between them both hills must be to be objects, in the unit of the heights. */
  readonly depth: number;
  /** Objects of fewer pixels are left out. */
  readonly smallest: number;
}

/** Of distances to the rim, pixels: the best that `benchmarks/zoo/nucleiInstances.ts --tune` found on the train split of the nuclei. */
export const ruleForRimDistances: SeparationRule = { smoothing: 1, depth: 0.5, smallest: 12 };
/** Of the distances that a network regresses, each object's from 0 to 1: a tenth of an object's height. Not tuned on a model yet. */
export const ruleForNormalisedDistances: SeparationRule = { smoothing: 1, depth: 0.1, smallest: 12 };

export interface Foreground {
  readonly width: number;
  readonly height: number;
  /** Row-major bytes, not 0 where there is an object. */
  readonly mask: Uint8Array;
  /**
   * Height over each pixel, highest at the middle of an object: a network's normalised distances. Null: the distance to the
   * mask's own rim.
   */
  readonly distances: Float32Array | null;
}

/**
 * Cuts a foreground into objects: a watershed from the persistent peaks of the distance to the objects' borders. What lies
 * beyond the image's rim is not counted as outside, for objects go on there.
 * @returns object of each pixel, 1 … in the order of their first pixel, 0 where there is none; and how many there are
 * Source: Beucher & Lantuejoul 1979 for the watershed; Malpica et al. 1997, Cytometry 28, for distances as heights; Naylor et
 * al. 2019, IEEE TMI 38(2), for distances that a network regresses.
 */
export function separateObjects({ width, height, mask, distances }: Foreground, rule?: SeparationRule): { readonly ids: Int32Array; readonly count: number } {
  const { smoothing, depth, smallest } = rule ?? (distances ? ruleForNormalisedDistances : ruleForRimDistances);
  const own = distances ?? rimDistances(mask, width, height);
  const heights = smoothing === 0 ? own : smooth({ width, height, values: own }, smoothing).values;
  const map = { width, height, mask, heights };
  const markers = new Int32Array(mask.length);
  const peaks = persistentPeaks(map, depth);
  peaks.forEach((peak, at) => (markers[peak] = at + 1));
  return renumbered(floodFromMarkers(map, markers), peaks.length, smallest);
}

/** Pixels to the nearest one outside. A mask without an outside is flat. */
function rimDistances(mask: Uint8Array, width: number, height: number): Float32Array {
  const squared = squaredDistances(mask, width, height);
  return Float32Array.from(squared, (value) => (value === Infinity ? 1 : Math.sqrt(value)));
}

/** Without those of fewer than `smallest` pixels. @param ids 0 … most */
function renumbered(ids: Int32Array, most: number, smallest: number): { ids: Int32Array; count: number } {
  const sizes = new Int32Array(most + 1);
  for (const id of ids) sizes[id]!++;
  const numbers = new Int32Array(most + 1);
  const kept = new Int32Array(ids.length);
  let count = 0;
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at]!;
    if (id === 0 || sizes[id]! < smallest) continue;
    if (numbers[id] === 0) numbers[id] = ++count;
    kept[at] = numbers[id]!;
  }
  return { ids: kept, count };
}
