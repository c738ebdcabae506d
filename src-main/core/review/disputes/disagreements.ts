import { unlabelled } from '../../labels/labelMap.ts';
import type { ImageSize } from '../../labels/labelTiles.ts';
import { connectedRegions } from '../connectedRegions.ts';
import type { RegionMask } from '../growRegion.ts';

/** Below this probability of what the expert said a model disagrees strongly: it would be wrong once in twenty, were it calibrated. */
export const strongDisagreement = 0.05;

/** Fewer pixels than this are no matter for a second look. */
export const fewestDisagreedPixels = 24;

/** Nobody draws a border to the pixel, and networks blur it: nearer to another label than this nothing is called a disagreement. */
const boundaryBandPx = 2;

export interface LabelledPrediction extends ImageSize {
  /** [pixels], class indices, 255 = not labelled. */
  readonly labels: Uint8Array;
  /** [pixels], the model's calibrated probability of what each pixel is labelled as, 0 … 1; read where labelled alone. */
  readonly probabilityOfLabel: Float32Array;
  /** Whether the model may be held against a pixel's label: it is newer, and this was not settled before. */
  readonly isOpenToDoubt: (pixel: number) => boolean;
}

/**
 * Where a model disagrees strongly with what an expert has confirmed: connected labelled pixels, away from borders between labels,
 * whose label it holds less probable than `strongDisagreement`.
 * @returns regions of at least `fewestDisagreedPixels`, within windows of the usual size, in row order
 */
export function disagreementRegions(image: LabelledPrediction): RegionMask[] {
  const { labels, probabilityOfLabel, isOpenToDoubt } = image;
  const doubted = Float32Array.from(labels, (label, pixel) =>
    label !== unlabelled && probabilityOfLabel[pixel]! < strongDisagreement && isOpenToDoubt(pixel) && !isNearOtherLabel(image, pixel) ? 1 : 0,
  );
  return connectedRegions(doubted, image, { threshold: 1, fewest: fewestDisagreedPixels });
}

function isNearOtherLabel({ labels, width, height }: LabelledPrediction, pixel: number): boolean {
  const own = labels[pixel];
  const x = pixel % width;
  const y = Math.floor(pixel / width);
  for (let row = Math.max(0, y - boundaryBandPx); row <= Math.min(height - 1, y + boundaryBandPx); row++) {
    for (let column = Math.max(0, x - boundaryBandPx); column <= Math.min(width - 1, x + boundaryBandPx); column++) {
      const other = labels[row * width + column];
      if (other !== own && other !== unlabelled) return true;
    }
  }
  return false;
}
