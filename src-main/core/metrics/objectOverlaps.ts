import { SfumatoError } from '../SfumatoError.ts';
import { unlabelled } from '../labels/labelMap.ts';

/** An object of the truth and one of the prediction that share pixels. */
export interface OverlappingPair {
  /** Places in `truthSizes` and `predictedSizes`. */
  readonly truth: number;
  readonly predicted: number;
  /** Intersection over union, above 0 … 1. */
  readonly iou: number;
}

/** What matching of objects follows from. */
export interface ObjectOverlaps {
  /** Pixels of each object of the truth, and of the prediction. */
  readonly truthSizes: readonly number[];
  readonly predictedSizes: readonly number[];
  readonly pairs: readonly OverlappingPair[];
}

export interface ObjectMaps {
  /** Number of the object at each pixel, 0 where there is none; numbers may have gaps. */
  readonly predicted: Int32Array | Uint32Array;
  readonly truth: Int32Array | Uint32Array;
  /** Class of each pixel; what is 255, not labelled, is in no object of either side. Null: all counts. */
  readonly labels: Uint8Array | null;
}

/**
 * Intersection over union of every two objects that share a pixel, from the joint histogram of both maps: the work and the
 * memory are those of the pixels and of the pairs that touch, never those of all pairs.
 * @throws SfumatoError `sizeMismatch` when the lengths differ
 */
export function objectOverlaps({ predicted, truth, labels }: ObjectMaps): ObjectOverlaps {
  for (const map of [truth, labels]) {
    if (map && map.length !== predicted.length) {
      throw new SfumatoError('sizeMismatch', `overlap of objects: wanted ${predicted.length} pixels, got ${map.length}`);
    }
  }
  const inTruth = new ObjectSizes();
  const inPrediction = new ObjectSizes();
  const shared = new Map<number, number>();
  for (let from = 0, to = 0; from < predicted.length; from = to) {
    // Runs of like pixels are counted at once: a look into a table each would be most of the time.
    const [own, other, isLabelled] = [truth[from]!, predicted[from]!, labels?.[from] !== unlabelled];
    do to++;
    while (to < predicted.length && truth[to] === own && predicted[to] === other && (labels?.[to] !== unlabelled) === isLabelled);
    if (!isLabelled) continue;
    const truthPlace = inTruth.add(own, to - from);
    const predictedPlace = inPrediction.add(other, to - from);
    if (truthPlace < 0 || predictedPlace < 0) continue;
    // Both are below the number of pixels an image may have, 2^26: their pair is an exact integer.
    const key = truthPlace * 2 ** 26 + predictedPlace;
    shared.set(key, (shared.get(key) ?? 0) + to - from);
  }
  const pairs = Array.from(shared, ([key, pixels]) => {
    const [own, other] = [Math.floor(key / 2 ** 26), key % 2 ** 26];
    return { truth: own, predicted: other, iou: pixels / (inTruth.sizes[own]! + inPrediction.sizes[other]! - pixels) };
  });
  return { truthSizes: inTruth.sizes, predictedSizes: inPrediction.sizes, pairs };
}

/** Pixels of objects as they come, whatever their numbers. */
class ObjectSizes {
  readonly sizes: number[] = [];
  readonly #places = new Map<number, number>();

  /** @returns the object's place; -1 for 0, which is none */
  add(id: number, pixels: number): number {
    if (id === 0) return -1;
    let place = this.#places.get(id);
    if (place === undefined) {
      place = this.sizes.push(0) - 1;
      this.#places.set(id, place);
    }
    this.sizes[place]! += pixels;
    return place;
  }
}
