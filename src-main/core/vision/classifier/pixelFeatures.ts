import type { PixelBox } from '../../geometry.ts';
import { widenBox } from '../../labels/spans.ts';
import { GaussianFilter, gaussianReach, slackOf, sumsAtOnce } from '../gaussian.ts';
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
  const scratch = scratchFor(window, part);
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

/** Room for one scale at a time, used again for the next, as large as the largest scale needs it. */
interface Scratch {
  /** One channel of the window; each row lies between `linePadding` pixels of its ends. */
  readonly channel: Float32Array;
  /** Smoothed along rows. */
  readonly along: Float32Array;
  readonly smoothed: Float32Array;
  /** A row of the tensor with its margins. */
  readonly products: TensorRow;
  /** The tensor smoothed along rows, then a few rows of it along columns too. */
  readonly tensor: TensorRow;
  readonly tensorRows: TensorRow;
}

/** Kept for the next window, which most often is a tile of the same size: making room anew takes longer than it seems. */
let kept: { readonly key: string; readonly scratch: Scratch } | null = null;

function scratchFor(window: WindowSize, part: PixelBox): Scratch {
  const key = `${window.width} ${window.height} ${part.width}`;
  if (kept?.key !== key) kept = { key, scratch: makeScratch(window, part) };
  return kept.scratch;
}

function makeScratch({ width, height }: WindowSize, part: PixelBox): Scratch {
  const plane = (columns: number, rows: number): Float32Array => new Float32Array(strideOf(columns) * rows + slackOf(strideOf(columns)));
  const tensor = (columns: number, rows: number): TensorRow => ({ xx: plane(columns, rows), xy: plane(columns, rows), yy: plane(columns, rows) });
  const paddedHeight = height + 2 * linePadding;
  return {
    channel: plane(width + 2 * linePadding, height),
    along: plane(width, paddedHeight),
    smoothed: plane(width, height),
    products: tensor(width + 2 * linePadding, 1),
    tensor: tensor(part.width, paddedHeight),
    tensorRows: tensor(part.width, sumsAtOnce),
  };
}

/** Rows a power of two apart would fall into the same few lines of the processor's cache, and drive each other out. */
const rowGap = 16;
const strideOf = (columns: number): number => columns + rowGap;

const tensorNames = ['xx', 'xy', 'yy'] as const;

/** Smooths, differs, smooths the products of the gradient, and writes; each only where the next step reads it. */
function writeScale(window: WindowSize, { sigma, part, first }: Scale, scratch: Scratch, bytes: Uint8Array): void {
  const filter = new GaussianFilter(sigma);
  const tensorBox = widenBox(part, filter.reach, window);
  const smoothed = smoothedPart(window, widenBox(tensorBox, 1, window), filter, scratch);
  smoothTensorRows(smoothed, sigma, { part, tensorBox }, filter, scratch);
  const { tensor, tensorRows } = scratch;
  const stride = strideOf(part.width);
  const step = bytes.length / (part.width * part.height);
  for (let row = 0; row < part.height; row++) {
    const place = row % sumsAtOnce;
    if (place === 0) for (const name of tensorNames) filter.downColumns(tensor[name], (row + filter.reach) * stride, stride, tensorRows[name], 0);
    const columns = { first: part.x, count: part.width };
    writeFeatureRow(smoothed, { rows: tensorRows, offset: place * stride }, sigma, part.y + row, columns, { bytes, at: row * part.width * step + first, step });
  }
}

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
function smoothedPart({ width, height }: WindowSize, box: PixelBox, filter: GaussianFilter, { channel, along, smoothed }: Scratch): SmoothedPart {
  const { reach } = filter;
  const stride = strideOf(box.width);
  for (let row = 0; row < box.height + 2 * reach; row++) {
    const y = Math.min(Math.max(box.y - reach + row, 0), height - 1);
    filter.alongRow(channel, y * (width + 2 * linePadding) + linePadding + box.x, box.width, along, row * stride);
  }
  for (let row = 0; row < box.height; row += sumsAtOnce) filter.downColumns(along, (row + reach) * stride, stride, smoothed, row * stride);
  return { box, stride, values: smoothed };
}

/** The structure tensor, smoothed along rows, in the columns of the part; edges of the window count on. */
function smoothTensorRows(
  smoothed: SmoothedPart,
  sigma: number,
  { part, tensorBox }: { readonly part: PixelBox; readonly tensorBox: PixelBox },
  filter: GaussianFilter,
  { products, tensor }: Scratch,
): void {
  const { reach } = filter;
  const columns = { first: tensorBox.x, count: tensorBox.width };
  const before = tensorBox.x - (part.x - reach);
  const end = before + tensorBox.width;
  for (let row = 0; row < part.height + 2 * reach; row++) {
    const y = Math.min(Math.max(part.y - reach + row, tensorBox.y), tensorBox.y + tensorBox.height - 1);
    gradientProducts(smoothed, sigma, y, columns, products, before);
    for (const name of tensorNames) {
      const line = products[name];
      line.fill(line[before]!, 0, before);
      line.fill(line[end - 1]!, end, part.width + 2 * reach);
      filter.alongRow(line, reach, part.width, tensor[name], row * strideOf(part.width));
    }
  }
}
