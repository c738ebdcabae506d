import { SfumatoError } from '../SfumatoError.ts';
import type { PixelSpacing } from '../labels/distanceTransform.ts';
import { squaredSpacedDistances } from '../labels/distanceTransform.ts';
import { unlabelled } from '../labels/labelMap.ts';

/** Two label maps of one image, row-major. */
export interface MeasuredMaps {
  readonly width: number;
  readonly height: number;
  readonly prediction: Uint8Array;
  /** Class of each pixel, 255 where nobody has labelled. */
  readonly truth: Uint8Array;
  /** Sides of a pixel; pixels where it is left out. */
  readonly spacing?: PixelSpacing;
}

/**
 * Distances between the rims of one class in prediction and truth, in the unit of the spacing. As MONAI means it: null (there NaN) where the
 * class has a rim in neither, Infinity where it has one in one of them alone (MONAI's percentile, not its maximum, is NaN there too).
 */
export interface SurfaceDistances {
  /** The larger of both 95th percentiles (linear between ranks) of the distances from either rim to the other: HD95. */
  readonly hausdorff95: number | null;
  /** The largest distance: the Hausdorff distance itself. */
  readonly hausdorff: number | null;
  /** Mean over the pixels of both rims of the distance to the other: the average symmetric surface distance. */
  readonly average: number | null;
}

/**
 * How far apart the rims of a class lie. A rim is the pixels of the class that have, above, below, left or right, a labelled pixel of another
 * class or the image's end. Unlabelled pixels are in no class and make no rim: there nobody knows where the class ends. Distances run from centre
 * to centre, exact (Euclidean).
 * @param classIndex below 255
 * @throws SfumatoError `sizeMismatch` when the maps do not fit the image, `invalidInput` when a side of a pixel is not positive
 * Source: Huttenlocher et al. 1993, IEEE TPAMI 15(9), 850; Taha & Hanbury 2015, BMC Medical Imaging 15:29; Maier-Hein et al. 2024,
 * arXiv:2206.01653 (Metrics reloaded).
 */
export function surfaceDistances(maps: MeasuredMaps, classIndex: number): SurfaceDistances {
  const { width, height, prediction, truth, spacing = { x: 1, y: 1 } } = maps;
  if (prediction.length !== width * height || truth.length !== width * height) {
    throw new SfumatoError('sizeMismatch', `surface distances of a ${width} x ${height} image: got ${prediction.length} predicted pixels, ${truth.length} labels`);
  }
  if (!(spacing.x > 0 && spacing.y > 0)) throw new SfumatoError('invalidInput', `surface distances: wanted positive sides of a pixel, got ${spacing.x} x ${spacing.y}`);
  const offRim = (map: Uint8Array): Uint8Array => zeroOnRim({ ...maps, prediction: map }, classIndex);
  const [predicted, wanted] = [offRim(prediction), offRim(truth)];
  const toTruth = distancesBetween(predicted, squaredSpacedDistances({ mask: wanted, width, height, spacing }));
  const toPrediction = distancesBetween(wanted, squaredSpacedDistances({ mask: predicted, width, height, spacing }));
  if (toTruth.length + toPrediction.length === 0) return { hausdorff95: null, hausdorff: null, average: null };
  if (toTruth.length === 0 || toPrediction.length === 0) return { hausdorff95: Infinity, hausdorff: Infinity, average: Infinity };
  const sum = (distances: Float64Array): number => distances.reduce((total, distance) => total + distance, 0);
  return {
    hausdorff95: Math.max(quantileOfSorted(toTruth, 0.95), quantileOfSorted(toPrediction, 0.95)),
    hausdorff: Math.max(toTruth.at(-1)!, toPrediction.at(-1)!),
    average: (sum(toTruth) + sum(toPrediction)) / (toTruth.length + toPrediction.length),
  };
}

/** 0 on the rim of the class in `prediction`, 1 elsewhere: what a distance transform wants. */
function zeroOnRim({ width, height, prediction, truth }: MeasuredMaps, classIndex: number): Uint8Array {
  const result = new Uint8Array(prediction.length).fill(1);
  const ends = (at: number): boolean => prediction[at] !== classIndex && truth[at] !== unlabelled;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (prediction[at] !== classIndex || truth[at] === unlabelled) continue;
      const isAtEnd = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      if (isAtEnd || ends(at - 1) || ends(at + 1) || ends(at - width) || ends(at + width)) result[at] = 0;
    }
  }
  return result;
}

/** @returns the distances at the rim's pixels, ascending */
function distancesBetween(rim: Uint8Array, squared: Float64Array): Float64Array {
  const distances: number[] = [];
  for (let at = 0; at < rim.length; at++) if (rim[at] === 0) distances.push(Math.sqrt(squared[at]!));
  return Float64Array.from(distances).sort();
}

/** Linear between the ranks, as NumPy and PyTorch take it by default. */
function quantileOfSorted(values: Float64Array, share: number): number {
  const place = share * (values.length - 1);
  const below = Math.floor(place);
  const above = Math.min(values.length - 1, below + 1);
  return values[below]! + (place - below) * (values[above]! - values[below]!);
}
