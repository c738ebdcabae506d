import type { PixelBox } from '../../geometry.ts';
import { widenBox } from '../../labels/spans.ts';
import { GaussianFilter, gaussianReach } from '../gaussian.ts';
import type { DisplayWindow } from '../SampleWindow.ts';
import { gradientProducts, writeFeatureRow } from './derivatives.ts';
import type { SmoothedPart, TensorRow } from './derivatives.ts';

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
  const scratch = makeScratch(window, part);
  let first = 0;
  for (let channel = 0; channel < window.channels; channel++) {
    padChannel(window, channel, scratch.channel);
    for (const sigma of featureScales) {
      writeScale(window, { sigma, part, first }, scratch, bytes);
      first += featuresPerScale;
    }
  }
  return { width: part.width, height: part.height, featureCount, bytes };
}

type WindowSize = Pick<DisplayWindow, 'width' | 'height'>;

/** Most pixels that a filter reads past the end of a line. */
const linePadding = Math.max(...featureScales.map((sigma) => new GaussianFilter(sigma).reach));

interface Scale {
  readonly sigma: number;
  readonly part: PixelBox;
  /** Which feature of a pixel is the scale's first. */
  readonly first: number;
}

/** Room for one scale at a time, used again for the next: planes of the largest scale, and lines with their margins. */
interface Scratch {
  /** One channel of the window; each row lies between `linePadding` pixels of its ends. */
  readonly channel: Float32Array;
  readonly along: Float32Array;
  readonly smoothed: Float32Array;
  readonly tensors: readonly [xx: Float32Array, xy: Float32Array, yy: Float32Array];
  readonly products: TensorRow;
  readonly smoothedProducts: TensorRow;
}

function makeScratch({ width, height }: WindowSize, part: PixelBox): Scratch {
  const plane = (columns: number): Float32Array => new Float32Array(columns * height);
  const padded = (): Float32Array => new Float32Array(width + 2 * linePadding);
  const row = (): TensorRow => ({ xx: padded(), xy: padded(), yy: padded() });
  return {
    channel: plane(width + 2 * linePadding),
    along: plane(width),
    smoothed: plane(width),
    tensors: [plane(part.width), plane(part.width), plane(part.width)],
    products: row(),
    smoothedProducts: row(),
  };
}

/** Smooths, differs, smooths the products of the gradient, and writes; each only where the next step reads it. */
function writeScale(window: DisplayWindow, { sigma, part, first }: Scale, scratch: Scratch, bytes: Uint8Array): void {
  const filter = new GaussianFilter(sigma);
  const tensorBox = widenBox(part, filter.reach, window);
  const smoothed = smoothedPart(window, widenBox(tensorBox, 1, window), filter, scratch);
  const { smoothedProducts, tensors } = scratch;
  smoothTensorRows(smoothed, sigma, { part, tensorBox }, filter, scratch);
  const size = { width: part.width, height: tensorBox.height };
  const columns = { first: part.x, count: part.width };
  const step = bytes.length / (part.width * part.height);
  for (let row = 0; row < part.height; row++) {
    const y = part.y + row;
    tensorNames.forEach((name, at) => filter.downColumns({ ...size, values: tensors[at]! }, y - tensorBox.y, smoothedProducts[name], 0));
    writeFeatureRow(smoothed, smoothedProducts, sigma, y, columns, { bytes, at: row * part.width * step + first, step });
  }
}

const tensorNames = ['xx', 'xy', 'yy'] as const;

/** Takes one channel out of a window, with a margin beside each row for the pixels that filters read past its ends. */
function padChannel({ width, height, channels, values }: DisplayWindow, channel: number, padded: Float32Array): void {
  const stride = width + 2 * linePadding;
  for (let y = 0; y < height; y++) {
    const row = y * stride + linePadding;
    for (let x = 0, at = y * width * channels + channel; x < width; x++, at += channels) padded[row + x] = values[at]!;
    padded.fill(padded[row]!, row - linePadding, row);
    padded.fill(padded[row + width - 1]!, row + width, row + width + linePadding);
  }
}

/** A box of the channel in `scratch`, smoothed. Where the box ends before the window, pixels beyond are read. */
function smoothedPart({ width, height }: WindowSize, box: PixelBox, filter: GaussianFilter, { channel, along: room, smoothed }: Scratch): SmoothedPart {
  const { reach } = filter;
  const top = Math.max(box.y - reach, 0);
  const bottom = Math.min(box.y + box.height + reach, height);
  const along = { width: box.width, height: bottom - top, values: room };
  for (let y = top; y < bottom; y++) {
    const from = y * (width + 2 * linePadding) + linePadding + box.x - reach;
    filter.alongLine(channel, from, box.width, room, (y - top) * box.width);
  }
  for (let y = 0; y < box.height; y++) filter.downColumns(along, box.y + y - top, smoothed, y * box.width);
  return { box, width: box.width, height: box.height, values: smoothed };
}

/** The structure tensor, smoothed along rows, in the columns of the part. */
function smoothTensorRows(smoothed: SmoothedPart, sigma: number, { part, tensorBox }: { readonly part: PixelBox; readonly tensorBox: PixelBox }, filter: GaussianFilter, scratch: Scratch): void {
  const { reach } = filter;
  const { products, tensors } = scratch;
  const columns = { first: tensorBox.x, count: tensorBox.width };
  const before = tensorBox.x - (part.x - reach);
  const end = before + tensorBox.width;
  for (let row = 0; row < tensorBox.height; row++) {
    gradientProducts(smoothed, sigma, tensorBox.y + row, columns, products, before);
    tensorNames.forEach((name, at) => {
      const line = products[name];
      line.fill(line[before]!, 0, before);
      line.fill(line[end - 1]!, end, part.width + 2 * reach);
      filter.alongLine(line, 0, part.width, tensors[at]!, row * part.width);
    });
  }
}
