import type { PixelBox } from '../../geometry.ts';
import { gaussianReach, smooth } from '../gaussian.ts';
import type { FloatPlane } from '../gaussian.ts';
import type { DisplayWindow } from '../SampleWindow.ts';
import { gradientOf, writeDerivatives, writeStructure } from './derivatives.ts';

/** Standard deviations (px) that features are taken at: texture, edge and body of cells at usual magnifications. */
export const featureScales = [1, 2, 4] as const;
/** Smoothed intensity, gradient, Laplacian, two eigenvalues each of the structure tensor and of the Hessian. */
export const featuresPerScale = 7;

/**
 * Pixels around a window that its features read: the structure tensor is smoothed twice, with a gradient between. A window
 * with that margin has the features it has in the whole image.
 */
export const featureMargin = 2 * gaussianReach(featureScales.at(-1)!) + 1;

/** Features of every pixel of a window, one byte each, a pixel's beside each other: they fit a cache line. */
export interface FeatureWindow {
  readonly width: number;
  readonly height: number;
  readonly featureCount: number;
  /** width x height x featureCount; by channel, scale, and the order of `featuresPerScale`. */
  readonly bytes: Uint8Array;
}

/**
 * Features of pixels as they are usual for interactive pixel classification. Each is put on 0 … 255 by a fixed
 * increasing function, finer near 0 where most values lie; trees split on order alone, so no more is lost than the rounding.
 * @param window in display units
 * @param part of the window whose features are wanted; the rest is margin
 * Source: Sommer et al. 2011, "Ilastik: interactive learning and segmentation toolkit", ISBI; Lindeberg 1998 for the
 * scale-normalised derivatives, IJCV 30(2).
 */
export function pixelFeatures(window: DisplayWindow, part: PixelBox): FeatureWindow {
  const featureCount = window.channels * featureScales.length * featuresPerScale;
  const bytes = new Uint8Array(part.width * part.height * featureCount);
  let first = 0;
  for (let channel = 0; channel < window.channels; channel++) {
    const plane = channelOf(window, channel);
    for (const sigma of featureScales) {
      const smoothed = smooth(plane, sigma);
      const to = { bytes, featureCount, first, part };
      writeDerivatives(smoothed, sigma, to);
      const { xx, xy, yy } = gradientOf(smoothed, sigma);
      writeStructure({ xx: smooth(xx, sigma), xy: smooth(xy, sigma), yy: smooth(yy, sigma) }, to);
      first += featuresPerScale;
    }
  }
  return { width: part.width, height: part.height, featureCount, bytes };
}

function channelOf({ width, height, channels, values }: DisplayWindow, channel: number): FloatPlane {
  const plane = new Float32Array(width * height);
  for (let index = 0, at = channel; index < plane.length; index++, at += channels) plane[index] = values[at]!;
  return { width, height, values: plane };
}
