import { SfumatoError } from '../../SfumatoError.ts';
import { smooth } from '../gaussian.ts';
import type { DisplayWindow } from '../SampleWindow.ts';
import { PermutohedralLattice } from './PermutohedralLattice.ts';

export interface CrfOptions {
  /** Weight of the appearance kernel (w1), and its reach in pixels (theta alpha) and in display units (theta beta). */
  readonly appearanceWeight: number;
  readonly appearanceReachPx: number;
  readonly appearanceTolerance: number;
  /** Weight of the smoothness kernel (w2), and its reach in pixels (theta gamma). */
  readonly smoothnessWeight: number;
  readonly smoothnessReachPx: number;
  readonly iterations: number;
}

/** Fits cells of 20 to 60 px at usual contrast; five steps bring the mean field to rest. */
export const usualCrf: CrfOptions = {
  appearanceWeight: 6,
  appearanceReachPx: 24,
  appearanceTolerance: 18,
  smoothnessWeight: 2,
  smoothnessReachPx: 2,
  iterations: 5,
};

/** Gaussian filtering by position and colour: [pixels x channels] to the same. */
export type AppearanceFilter = (values: Float32Array, channels: number) => Float32Array;

/** A probability of 0 would have no logarithm. */
const smallestProbability = 1e-6;

/**
 * Mean field of a fully connected conditional random field with Potts compatibility: neighbours near and alike in colour
 * (appearance), and neighbours near (smoothness), pull a pixel to their classes. Both kernels are normalised
 * symmetrically, as its authors came to do (2013), so that the weights mean the same for any size of window; like their
 * program, a pixel counts among its own neighbours.
 * @param unary [pixels x classCount] probabilities before the image is looked at, sum to 1 over the classes
 * @param makeFilter default: the permutohedral lattice
 * @returns [pixels x classCount] probabilities
 * @throws SfumatoError `invalidInput` when the unary does not fit the window
 * Source: Krähenbühl & Koltun 2011, "Efficient inference in fully connected CRFs with Gaussian edge potentials", NeurIPS;
 * 2013, "Parameter learning and convergent inference for dense random fields", ICML.
 */
export function denseCrf(
  window: DisplayWindow,
  unary: Float32Array,
  options: CrfOptions,
  makeFilter: (positions: Float32Array, dimensions: number) => AppearanceFilter = latticeFilter,
): Float32Array {
  const pixels = window.width * window.height;
  const classCount = unary.length / pixels;
  if (!Number.isInteger(classCount) || classCount < 2) {
    throw new SfumatoError('invalidInput', `conditional random field: wanted 2 or more probabilities for each of ${pixels} pixels, got ${unary.length}`);
  }
  const filter = makeFilter(appearancePositions(window, options), window.channels + 2);
  const norms = filter(new Float32Array(pixels).fill(1), 1);
  for (let pixel = 0; pixel < pixels; pixel++) norms[pixel] = 1 / Math.sqrt(Math.max(norms[pixel]!, 1e-20));
  // Both kernels are linear and the classes sum to 1: what class 0 gets follows from what the others get.
  const totals = filter(norms, 1);
  for (let pixel = 0; pixel < pixels; pixel++) totals[pixel]! *= norms[pixel]!;
  const field = { energies: energiesAgainstFirst(unary, classCount), others: othersOf(unary, classCount), norms, totals, otherCount: classCount - 1 };
  const weighted = new Float32Array(field.others.length);
  for (let step = 0; step < options.iterations; step++) {
    weightByPixel(field.others, norms, weighted);
    const appearance = filter(weighted, field.otherCount);
    const smoothness = smoothEach(window, field.others, field.otherCount, options.smoothnessReachPx);
    if (field.otherCount === 1) updateTwo(field, appearance, smoothness, options);
    else updateMany(field, appearance, smoothness, options);
  }
  return withFirst(field.others, classCount);
}

/** Mean field as it stands: the classes but the first, [pixels x otherCount]. */
interface Field {
  readonly otherCount: number;
  /** log u(class) - log u(first class). */
  readonly energies: Float32Array;
  /** Probabilities, changed by every step. */
  readonly others: Float32Array;
  readonly norms: Float32Array;
  /** Appearance message of all classes together, one a pixel. */
  readonly totals: Float32Array;
}

export const latticeFilter = (positions: Float32Array, dimensions: number): AppearanceFilter => {
  const lattice = new PermutohedralLattice(positions, dimensions);
  return (values, channels) => lattice.filter(values, channels);
};

/** Place and colour of each pixel, in standard deviations of the appearance kernel. */
export function appearancePositions({ width, height, channels, values }: DisplayWindow, options: CrfOptions): Float32Array {
  const dimensions = channels + 2;
  const positions = new Float32Array(width * height * dimensions);
  for (let index = 0; index < width * height; index++) {
    const at = index * dimensions;
    positions[at] = (index % width) / options.appearanceReachPx;
    positions[at + 1] = Math.floor(index / width) / options.appearanceReachPx;
    for (let channel = 0; channel < channels; channel++) {
      positions[at + 2 + channel] = values[index * channels + channel]! / options.appearanceTolerance;
    }
  }
  return positions;
}

function energiesAgainstFirst(unary: Float32Array, classCount: number): Float32Array {
  const energies = new Float32Array((unary.length / classCount) * (classCount - 1));
  for (let from = 0, to = 0; from < unary.length; from += classCount) {
    const first = Math.log(Math.max(unary[from]!, smallestProbability));
    for (let each = 1; each < classCount; each++) energies[to++] = Math.log(Math.max(unary[from + each]!, smallestProbability)) - first;
  }
  return energies;
}

function othersOf(unary: Float32Array, classCount: number): Float32Array {
  const others = new Float32Array((unary.length / classCount) * (classCount - 1));
  for (let from = 0, to = 0; from < unary.length; from += classCount) {
    for (let each = 1; each < classCount; each++) others[to++] = unary[from + each]!;
  }
  return others;
}

function withFirst(others: Float32Array, classCount: number): Float32Array {
  const all = new Float32Array((others.length / (classCount - 1)) * classCount);
  for (let from = 0, to = 0; to < all.length; to += classCount) {
    let first = 1;
    for (let each = 1; each < classCount; each++) {
      const probability = others[from++]!;
      all[to + each] = probability;
      first -= probability;
    }
    all[to] = Math.max(first, 0);
  }
  return all;
}

function weightByPixel(values: Float32Array, norms: Float32Array, to: Float32Array): void {
  const each = values.length / norms.length;
  for (let pixel = 0, at = 0; pixel < norms.length; pixel++) {
    for (const end = at + each; at < end; at++) to[at] = values[at]! * norms[pixel]!;
  }
}

function smoothEach({ width, height }: DisplayWindow, values: Float32Array, channels: number, sigma: number): Float32Array {
  if (channels === 1) return smooth({ width, height, values }, sigma).values;
  const result = new Float32Array(values.length);
  const plane = new Float32Array(width * height);
  for (let each = 0; each < channels; each++) {
    for (let pixel = 0, at = each; pixel < plane.length; pixel++, at += channels) plane[pixel] = values[at]!;
    const smoothed = smooth({ width, height, values: plane }, sigma).values;
    for (let pixel = 0, at = each; pixel < plane.length; pixel++, at += channels) result[at] = smoothed[pixel]!;
  }
  return result;
}

/** The step for two classes: a logistic function of the difference of their energies. */
function updateTwo({ energies, others, norms, totals }: Field, appearance: Float32Array, smoothness: Float32Array, options: CrfOptions): void {
  const { appearanceWeight, smoothnessWeight } = options;
  for (let pixel = 0; pixel < others.length; pixel++) {
    const difference =
      energies[pixel]! + appearanceWeight * (2 * appearance[pixel]! * norms[pixel]! - totals[pixel]!) + smoothnessWeight * (2 * smoothness[pixel]! - 1);
    others[pixel] = 1 / (1 + Math.exp(-difference));
  }
}

/** The step for any number of classes: softmax of their energies, the first's counting 0. */
function updateMany({ energies, others, norms, totals, otherCount }: Field, appearance: Float32Array, smoothness: Float32Array, options: CrfOptions): void {
  const { appearanceWeight, smoothnessWeight } = options;
  for (let start = 0, pixel = 0; start < others.length; start += otherCount, pixel++) {
    const norm = norms[pixel]!;
    let first = appearanceWeight * totals[pixel]! + smoothnessWeight;
    for (let at = start; at < start + otherCount; at++) first -= appearanceWeight * appearance[at]! * norm + smoothnessWeight * smoothness[at]!;
    let largest = first;
    for (let at = start; at < start + otherCount; at++) {
      const energy = energies[at]! + appearanceWeight * appearance[at]! * norm + smoothnessWeight * smoothness[at]!;
      others[at] = energy;
      if (energy > largest) largest = energy;
    }
    let sum = Math.exp(first - largest);
    for (let at = start; at < start + otherCount; at++) sum += others[at] = Math.exp(others[at]! - largest);
    for (let at = start; at < start + otherCount; at++) others[at]! /= sum;
  }
}
