import { SfumatoError } from '../../SfumatoError.ts';
import { unlabelled } from '../../labels/labelMap.ts';
import type { DisplayWindow } from '../SampleWindow.ts';
import type { FeatureWindow } from './pixelFeatures.ts';
import type { ClassifiedWindow } from './predictForest.ts';

/** Bins of a region's histogram of display units 0 … 255. */
export const histogramBins = 8;
/** Mean, deviation, mean gradient, contrast to the neighbours with its sign and without, and the histogram. */
export const featuresPerRegionChannel = 5 + histogramBins;

/** Features of superpixels, one "pixel" a region, and which region each pixel of the window is in. */
export interface RegionFeatures {
  readonly features: FeatureWindow;
  /** 0 … regions - 1, row-major. */
  readonly regions: Int32Array;
}

/**
 * Features of each region of a window as they are usual for classifying superpixels: colour (mean, deviation, histogram),
 * texture (mean gradient), and the contrast to the neighbours, each weighted by the length of the common border. A byte
 * each, as those of pixels, so that the same trees learn from them.
 * @param ids region of each pixel, any numbers
 * @throws SfumatoError `invalidInput` when the ids do not fit the window
 * Source: Fulkerson, Vedaldi & Soatto 2009, "Class segmentation and object localization with superpixel neighborhoods", ICCV.
 */
export function regionFeatures(window: DisplayWindow, ids: Int32Array): RegionFeatures {
  const { width, height, channels } = window;
  if (ids.length !== width * height) throw new SfumatoError('invalidInput', `region features: wanted ${width * height} region numbers, got ${ids.length}`);
  const { regions, sizes } = numberRegions(ids);
  const count = sizes.length;
  const featureCount = channels * featuresPerRegionChannel;
  const bytes = new Uint8Array(count * featureCount);
  for (let channel = 0; channel < channels; channel++) {
    const { sums, squares, gradients, histogram } = sumChannel(window, channel, regions, count);
    const means = sums.map((sum, region) => sum / sizes[region]!);
    const { signed, absolute } = contrasts(window, regions, means);
    for (let region = 0; region < count; region++) {
      const size = sizes[region]!;
      const mean = means[region]!;
      let at = region * featureCount + channel * featuresPerRegionChannel;
      bytes[at++] = toByte(mean);
      // Deviations, gradients and contrasts lie mostly below 64: doubled, they use more of a byte.
      bytes[at++] = toByte(2 * Math.sqrt(Math.max(squares[region]! / size - mean * mean, 0)));
      bytes[at++] = toByte((2 * gradients[region]!) / size);
      bytes[at++] = toByte(128 + signed[region]!);
      bytes[at++] = toByte(2 * absolute[region]!);
      for (let bin = 0; bin < histogramBins; bin++) bytes[at++] = toByte((255 * histogram[region * histogramBins + bin]!) / size);
    }
  }
  return { features: { width: count, height: 1, featureCount, bytes }, regions };
}

/**
 * Class of each region by the labels in it: that of most of its labelled pixels, the lower where two are equal;
 * `unlabelled` without any.
 * @param classes class of each pixel, `unlabelled` where there is none
 */
export function labelsOfRegions(regions: Int32Array, classes: Uint8Array, count: number): Uint8Array {
  const found = new Map<number, Map<number, number>>();
  for (let pixel = 0; pixel < classes.length; pixel++) {
    const value = classes[pixel]!;
    if (value === unlabelled) continue;
    const region = regions[pixel]!;
    const counts = found.get(region) ?? new Map<number, number>();
    found.set(region, counts);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const labels = new Uint8Array(count).fill(unlabelled);
  for (const [region, counts] of found) {
    labels[region] = [...counts].sort(([first, ofFirst], [second, ofSecond]) => ofSecond - ofFirst || first - second)[0]![0];
  }
  return labels;
}

/** What was said of regions, said of their pixels. */
export function spreadOverRegions(told: ClassifiedWindow, regions: Int32Array, size: { readonly width: number; readonly height: number }): ClassifiedWindow {
  const classes = new Uint8Array(regions.length);
  const confidence = new Uint8Array(regions.length);
  for (let pixel = 0; pixel < regions.length; pixel++) {
    classes[pixel] = told.classes[regions[pixel]!]!;
    confidence[pixel] = told.confidence[regions[pixel]!]!;
  }
  return { width: size.width, height: size.height, classes, confidence };
}

function numberRegions(ids: Int32Array): { readonly regions: Int32Array; readonly sizes: number[] } {
  const numbers = new Map<number, number>();
  const sizes: number[] = [];
  const regions = new Int32Array(ids.length);
  let lastId = Number.NaN;
  let last = 0;
  for (let pixel = 0; pixel < ids.length; pixel++) {
    const id = ids[pixel]!;
    if (id !== lastId) {
      lastId = id;
      last = numbers.get(id) ?? numbers.size;
      numbers.set(id, last);
    }
    regions[pixel] = last;
    sizes[last] = (sizes[last] ?? 0) + 1;
  }
  return { regions, sizes };
}

interface ChannelSums {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly gradients: Float64Array;
  /** histogramBins numbers a region. */
  readonly histogram: Int32Array;
}

function sumChannel({ width, height, channels, values }: DisplayWindow, channel: number, regions: Int32Array, count: number): ChannelSums {
  const sums = new Float64Array(count);
  const squares = new Float64Array(count);
  const gradients = new Float64Array(count);
  const histogram = new Int32Array(count * histogramBins);
  for (let y = 0, pixel = 0, at = channel; y < height; y++) {
    const below = y < height - 1 ? width * channels : 0;
    for (let x = 0; x < width; x++, pixel++, at += channels) {
      const region = regions[pixel]!;
      const value = values[at]!;
      const dx = values[at + (x < width - 1 ? channels : 0)]! - value;
      const dy = values[at + below]! - value;
      sums[region]! += value;
      squares[region]! += value * value;
      gradients[region]! += Math.sqrt(dx * dx + dy * dy);
      const bin = Math.min(Math.max(Math.floor((value * histogramBins) / 256), 0), histogramBins - 1);
      histogram[region * histogramBins + bin]!++;
    }
  }
  return { sums, squares, gradients, histogram };
}

/** Mean differences to the regions beside, in display units, over the pixels of the border. */
function contrasts({ width, height }: DisplayWindow, regions: Int32Array, means: Float64Array): { readonly signed: Float64Array; readonly absolute: Float64Array } {
  const signed = new Float64Array(means.length);
  const absolute = new Float64Array(means.length);
  const borders = new Float64Array(means.length);
  const meet = (first: number, second: number): void => {
    const difference = means[first]! - means[second]!;
    signed[first]! += difference;
    signed[second]! -= difference;
    absolute[first]! += Math.abs(difference);
    absolute[second]! += Math.abs(difference);
    borders[first]!++;
    borders[second]!++;
  };
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const own = regions[pixel]!;
      if (x < width - 1 && regions[pixel + 1] !== own) meet(own, regions[pixel + 1]!);
      if (y < height - 1 && regions[pixel + width] !== own) meet(own, regions[pixel + width]!);
    }
  }
  for (let region = 0; region < means.length; region++) {
    signed[region]! /= Math.max(borders[region]!, 1);
    absolute[region]! /= Math.max(borders[region]!, 1);
  }
  return { signed, absolute };
}

function toByte(value: number): number {
  return Math.min(Math.max(Math.round(value), 0), 255);
}
