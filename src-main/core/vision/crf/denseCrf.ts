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
  const norms = filter(new Float32Array(pixels).fill(1), 1).map((sum) => 1 / Math.sqrt(Math.max(sum, 1e-20)));
  const energies = unary.map((probability) => Math.log(Math.max(probability, smallestProbability)));
  let current: Float32Array = unary.slice();
  for (let step = 0; step < options.iterations; step++) {
    const appearance = normalised(filter(normalised(current, norms), classCount), norms);
    const smoothness = smoothEach(window, current, classCount, options.smoothnessReachPx);
    current = softmax(energies, appearance, smoothness, classCount, options);
  }
  return current;
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

function normalised(values: Float32Array, norms: Float32Array): Float32Array {
  const classCount = values.length / norms.length;
  return values.map((value, at) => value * norms[Math.floor(at / classCount)]!);
}

function smoothEach({ width, height }: DisplayWindow, values: Float32Array, classCount: number, sigma: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let each = 0; each < classCount; each++) {
    const plane = new Float32Array(width * height);
    for (let index = 0; index < plane.length; index++) plane[index] = values[index * classCount + each]!;
    const smoothed = smooth({ width, height, values: plane }, sigma).values;
    for (let index = 0; index < plane.length; index++) result[index * classCount + each] = smoothed[index]!;
  }
  return result;
}

function softmax(energies: Float32Array, appearance: Float32Array, smoothness: Float32Array, classCount: number, options: CrfOptions): Float32Array {
  const result = new Float32Array(energies.length);
  for (let start = 0; start < energies.length; start += classCount) {
    let largest = -Infinity;
    for (let at = start; at < start + classCount; at++) {
      const energy = energies[at]! + options.appearanceWeight * appearance[at]! + options.smoothnessWeight * smoothness[at]!;
      result[at] = energy;
      if (energy > largest) largest = energy;
    }
    let sum = 0;
    for (let at = start; at < start + classCount; at++) sum += result[at] = Math.exp(result[at]! - largest);
    for (let at = start; at < start + classCount; at++) result[at]! /= sum;
  }
  return result;
}
