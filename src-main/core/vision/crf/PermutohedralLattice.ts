import { CornerMemory } from './CornerMemory.ts';
import { LatticeKeys } from './LatticeKeys.ts';
import { LatticeTable } from './LatticeTable.ts';

/** Share of its neighbours that a lattice point takes in one blur step: the kernel (1/2, 1, 1/2). */
const neighbourShare = 0.5;

/** Lattice points are far fewer than points where positions are alike, as neighbouring pixels' are. */
const pointsEachAtFirst = 8;

/**
 * Gaussian filtering of scattered values in several dimensions: values are spread to the corners of the simplex around
 * their position, blurred along the lattice's axes and gathered again. Time grows with the number of points and the square
 * of the dimensions, not with the filter's width.
 * Source: Adams, Baek & Davis 2010, "Fast high-dimensional filtering using the permutohedral lattice", Computer Graphics
 * Forum 29(2).
 */
export class PermutohedralLattice {
  readonly #pointCount: number;
  readonly #dimensions: number;
  /** Lattice points that a value is spread to, and how much of it: dimensions + 1 of each a point. */
  readonly #corners: Int32Array;
  readonly #weights: Float32Array;
  /** Axis after axis the two neighbours of each lattice point, 0 where there is none; lattice points count from 1. */
  readonly #neighbours: Int32Array;
  readonly #latticeCount: number;

  /**
   * @param positions pointCount x dimensions numbers, each divided by the filter's standard deviation along its axis
   * @param dimensions 1 and up
   * @throws SfumatoError `invalidInput` when the positions lie too far apart, see `LatticeKeys`
   */
  constructor(positions: Float32Array, dimensions: number) {
    this.#dimensions = dimensions;
    this.#pointCount = positions.length / dimensions;
    const corners = dimensions + 1;
    this.#corners = new Int32Array(this.#pointCount * corners);
    this.#weights = new Float32Array(this.#pointCount * corners);
    const scales = axisScales(dimensions);
    const keys = new LatticeKeys(elevatedSpans(positions, dimensions, scales));
    const table = new LatticeTable(this.#pointCount / pointsEachAtFirst);
    this.#placePoints(positions, scales, keys, table);
    this.#latticeCount = table.count;
    this.#neighbours = findNeighbours(table, keys, dimensions);
  }

  /**
   * Sums over all points j of exp(-|p_i - p_j|^2 / 2) v_j, about: the lattice's kernel is near the Gaussian, and its
   * scale is right for a point's own value among many.
   * @param values pointCount x channels
   */
  filter(values: Float32Array, channels: number): Float32Array {
    const lattice = new Float32Array((this.#latticeCount + 1) * channels);
    const result = new Float32Array(values.length);
    if (channels === 1) {
      this.#spreadOne(values, lattice);
      this.#gatherOne(this.#blurOne(lattice), result);
    } else {
      this.#spread(values, channels, lattice);
      this.#gather(this.#blur(lattice, channels), channels, result);
    }
    return result;
  }

  /** What is left of one unit after it was spread, blurred and gathered, in the mean. */
  get #scale(): number {
    return 1 / (1 + 2 ** -this.#dimensions);
  }

  #spread(values: Float32Array, channels: number, lattice: Float32Array): void {
    const corners = this.#dimensions + 1;
    for (let point = 0, at = 0; point < this.#pointCount; point++) {
      for (let corner = 0; corner < corners; corner++, at++) {
        const to = this.#corners[at]! * channels;
        const weight = this.#weights[at]!;
        for (let channel = 0; channel < channels; channel++) lattice[to + channel]! += weight * values[point * channels + channel]!;
      }
    }
  }

  #gather(lattice: Float32Array, channels: number, result: Float32Array): void {
    const corners = this.#dimensions + 1;
    const scale = this.#scale;
    for (let point = 0, at = 0; point < this.#pointCount; point++) {
      for (let corner = 0; corner < corners; corner++, at++) {
        const from = this.#corners[at]! * channels;
        const weight = this.#weights[at]! * scale;
        for (let channel = 0; channel < channels; channel++) result[point * channels + channel]! += weight * lattice[from + channel]!;
      }
    }
  }

  #blur(start: Float32Array<ArrayBuffer>, channels: number): Float32Array<ArrayBuffer> {
    let from = start;
    let to = new Float32Array(from.length);
    const neighbours = this.#neighbours;
    for (let axis = 0, pair = 0; axis <= this.#dimensions; axis++) {
      // Lattice point 0 is nobody's and stays 0.
      for (let own = channels; own < from.length; own += channels, pair += 2) {
        const before = neighbours[pair]! * channels;
        const after = neighbours[pair + 1]! * channels;
        for (let channel = 0; channel < channels; channel++) {
          to[own + channel] = from[own + channel]! + neighbourShare * (from[before + channel]! + from[after + channel]!);
        }
      }
      [from, to] = [to, from];
    }
    return from;
  }

  // One channel is what two classes need: without the innermost loop it takes half the time.

  #spreadOne(values: Float32Array, lattice: Float32Array): void {
    const corners = this.#dimensions + 1;
    const places = this.#corners;
    const weights = this.#weights;
    for (let point = 0, at = 0; point < values.length; point++) {
      const value = values[point]!;
      for (const end = at + corners; at < end; at++) lattice[places[at]!]! += weights[at]! * value;
    }
  }

  #gatherOne(lattice: Float32Array, result: Float32Array): void {
    const corners = this.#dimensions + 1;
    const places = this.#corners;
    const weights = this.#weights;
    const scale = this.#scale;
    for (let point = 0, at = 0; point < result.length; point++) {
      let sum = 0;
      for (const end = at + corners; at < end; at++) sum += weights[at]! * lattice[places[at]!]!;
      result[point] = sum * scale;
    }
  }

  #blurOne(start: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
    let from = start;
    let to = new Float32Array(from.length);
    const neighbours = this.#neighbours;
    for (let axis = 0, pair = 0; axis <= this.#dimensions; axis++) {
      for (let own = 1; own < from.length; own++, pair += 2) {
        to[own] = from[own]! + neighbourShare * (from[neighbours[pair]!]! + from[neighbours[pair + 1]!]!);
      }
      [from, to] = [to, from];
    }
    return from;
  }

  /** Finds the simplex around each position and the position's place in it, by rounding and ranking (section 3). */
  #placePoints(positions: Float32Array, scales: Float64Array, keys: LatticeKeys, table: LatticeTable): void {
    const d = this.#dimensions;
    const step = d + 1;
    const perStep = 1 / step;
    const elevated = new Float64Array(step);
    const nearest = new Float64Array(step);
    const beyond = new Float64Array(step);
    const ranks = new Int32Array(step);
    const axisOfRank = new Int32Array(step);
    const beyondOfRank = new Float64Array(step);
    const { firstStrides, secondStrides } = keys;
    const [firstSum, secondSum] = [sumOf(firstStrides), sumOf(secondStrides)];
    // From one corner to the next every coordinate grows by 1, but that of the next rank falls by d.
    const firstSteps = firstStrides.map((stride) => firstSum - step * stride);
    const secondSteps = secondStrides.map((stride) => secondSum - step * stride);
    const memory = new CornerMemory(table, d);
    const places = this.#corners;
    const weights = this.#weights;
    const pointCount = this.#pointCount;
    for (let point = 0; point < pointCount; point++) {
      let sum = 0;
      for (let axis = d; axis > 0; axis--) {
        const part = positions[point * d + axis - 1]! * scales[axis - 1]!;
        elevated[axis] = sum - axis * part;
        sum += part;
      }
      elevated[0] = sum;
      let excess = 0;
      for (let axis = 0; axis <= d; axis++) {
        const inSteps = elevated[axis]! * perStep;
        const rounded = Math.floor(inSteps + 0.5);
        nearest[axis] = rounded * step;
        beyond[axis] = inSteps - rounded;
        excess += rounded;
      }
      rank(beyond, nearest, ranks, excess, d);
      let first = 0;
      let second = 0;
      for (let axis = 0; axis <= d; axis++) {
        const own = ranks[axis]!;
        axisOfRank[own] = axis;
        beyondOfRank[own] = beyond[axis]!;
        first += nearest[axis]! * firstStrides[axis]!;
        second += nearest[axis]! * secondStrides[axis]!;
      }
      const at = point * step;
      // The place within the simplex: differences of what is beyond the nearest corner, largest first.
      places[at] = memory.nearest(first, second);
      weights[at] = beyondOfRank[d]! + 1 - beyondOfRank[0]!;
      for (let corner = 1, moved = 0; corner <= d; corner++) {
        const axis = axisOfRank[step - corner]!;
        moved |= 1 << axis;
        first += firstSteps[axis]!;
        second += secondSteps[axis]!;
        places[at + corner] = memory.corner(moved, first, second);
        weights[at + corner] = beyondOfRank[d - corner]! - beyondOfRank[step - corner]!;
      }
    }
  }
}

/** Makes the lattice's blur of variance 1 along each axis of the positions (section 3). */
function axisScales(d: number): Float64Array {
  return Float64Array.from({ length: d }, (_, axis) => ((d + 1) * Math.sqrt(2 / 3)) / Math.sqrt((axis + 1) * (axis + 2)));
}

function sumOf(numbers: Float64Array): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** How far apart coordinates can lie in the lattice, those of corners and their neighbours included. */
function elevatedSpans(positions: Float32Array, d: number, scales: Float64Array): Float64Array {
  const lows = new Float64Array(d).fill(Infinity);
  const highs = new Float64Array(d).fill(-Infinity);
  for (let at = 0, axis = 0; at < positions.length; at++) {
    const position = positions[at]!;
    if (position < lows[axis]!) lows[axis] = position;
    if (position > highs[axis]!) highs[axis] = position;
    if (++axis === d) axis = 0;
  }
  // As in `#placePoints`: an elevated coordinate is a sum of the later axes' parts, less its own so many times.
  const spans = new Float64Array(d + 1);
  let later = 0;
  for (let axis = d; axis > 0; axis--) {
    const span = positions.length === 0 ? 0 : (highs[axis - 1]! - lows[axis - 1]!) * scales[axis - 1]!;
    spans[axis] = later + axis * span;
    later += span;
  }
  spans[0] = later;
  // Rounding moves a coordinate by half a step, the ranks' mending and the corners by a step, neighbours by one more.
  return spans.map((span) => span + 6 * (d + 1));
}

function findNeighbours(table: LatticeTable, { firstStrides, secondStrides }: LatticeKeys, d: number): Int32Array {
  const neighbours = new Int32Array((d + 1) * table.count * 2);
  const [firstSum, secondSum] = [sumOf(firstStrides), sumOf(secondStrides)];
  for (let axis = 0, pair = 0; axis <= d; axis++) {
    const firstStep = firstSum - (d + 1) * firstStrides[axis]!;
    const secondStep = secondSum - (d + 1) * secondStrides[axis]!;
    const start = pair;
    for (let point = 1; point <= table.count; point++, pair += 2) {
      const after = table.find(table.first(point) + firstStep, table.second(point) + secondStep);
      neighbours[pair + 1] = after;
      // What lies after a point has the point before it.
      if (after > 0) neighbours[start + (after - 1) * 2] = point;
    }
  }
  return neighbours;
}

/** Orders the axes by how far they were rounded, and mends the rounding so that the coordinates sum to 0. @param beyond in steps of d + 1 */
function rank(beyond: Float64Array, nearest: Float64Array, ranks: Int32Array, excess: number, d: number): void {
  for (let axis = 0; axis <= d; axis++) ranks[axis] = excess;
  for (let axis = 0; axis < d; axis++) {
    const own = beyond[axis]!;
    let ahead = 0;
    for (let other = axis + 1; other <= d; other++) {
      // A sum, not a branch: which of two is larger is a matter of chance, and no processor foretells it.
      const isLess = Number(own < beyond[other]!);
      ahead += isLess;
      ranks[other]! += 1 - isLess;
    }
    ranks[axis]! += ahead;
  }
  if (excess === 0) return;
  for (let axis = 0; axis <= d; axis++) {
    const turn = ranks[axis]! < 0 ? 1 : ranks[axis]! > d ? -1 : 0;
    ranks[axis]! += turn * (d + 1);
    nearest[axis]! += turn * (d + 1);
    beyond[axis]! -= turn;
  }
}
