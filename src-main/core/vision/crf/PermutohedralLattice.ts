/** Share of its neighbours that a lattice point takes in one blur step: the kernel (1/2, 1, 1/2). */
const neighbourShare = 0.5;

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
  /** Neighbours of each lattice point along each axis, 0 where there is none; lattice points count from 1. */
  readonly #before: Int32Array;
  readonly #after: Int32Array;
  readonly #latticeCount: number;

  /**
   * @param positions pointCount x dimensions numbers, each divided by the filter's standard deviation along its axis
   * @param dimensions 1 and up
   */
  constructor(positions: Float32Array, dimensions: number) {
    this.#dimensions = dimensions;
    this.#pointCount = positions.length / dimensions;
    const corners = dimensions + 1;
    this.#corners = new Int32Array(this.#pointCount * corners);
    this.#weights = new Float32Array(this.#pointCount * corners);
    const table = new CornerTable(dimensions, this.#pointCount);
    this.#placePoints(positions, table);
    this.#latticeCount = table.count;
    this.#before = new Int32Array(corners * (table.count + 1));
    this.#after = new Int32Array(corners * (table.count + 1));
    this.#findNeighbours(table);
  }

  /**
   * Sums over all points j of exp(-|p_i - p_j|^2 / 2) v_j, about: the lattice's kernel is near the Gaussian, and its
   * scale is right for a point's own value among many.
   * @param values pointCount x channels
   */
  filter(values: Float32Array, channels: number): Float32Array {
    const corners = this.#dimensions + 1;
    let lattice = new Float32Array((this.#latticeCount + 1) * channels);
    for (let point = 0, at = 0; point < this.#pointCount; point++) {
      for (let corner = 0; corner < corners; corner++, at++) {
        const to = this.#corners[at]! * channels;
        const weight = this.#weights[at]!;
        for (let channel = 0; channel < channels; channel++) lattice[to + channel]! += weight * values[point * channels + channel]!;
      }
    }
    lattice = this.#blur(lattice, channels);
    // What is left of one unit after it was spread, blurred and gathered, in the mean.
    const scale = 1 / (1 + 2 ** -this.#dimensions);
    const result = new Float32Array(values.length);
    for (let point = 0, at = 0; point < this.#pointCount; point++) {
      for (let corner = 0; corner < corners; corner++, at++) {
        const from = this.#corners[at]! * channels;
        const weight = this.#weights[at]! * scale;
        for (let channel = 0; channel < channels; channel++) result[point * channels + channel]! += weight * lattice[from + channel]!;
      }
    }
    return result;
  }

  #blur(start: Float32Array<ArrayBuffer>, channels: number): Float32Array<ArrayBuffer> {
    let from = start;
    let to = new Float32Array(from.length);
    const rows = this.#latticeCount + 1;
    for (let axis = 0; axis <= this.#dimensions; axis++) {
      for (let point = 1; point < rows; point++) {
        const before = this.#before[axis * rows + point]! * channels;
        const after = this.#after[axis * rows + point]! * channels;
        const own = point * channels;
        // Lattice point 0 is nobody's and stays 0.
        for (let channel = 0; channel < channels; channel++) {
          to[own + channel] = from[own + channel]! + neighbourShare * (from[before + channel]! + from[after + channel]!);
        }
      }
      [from, to] = [to, from];
    }
    return from;
  }

  /** Finds the simplex around each position and the position's place in it, by rounding and ranking (section 3). */
  #placePoints(positions: Float32Array, table: CornerTable): void {
    const d = this.#dimensions;
    const scales = Float64Array.from({ length: d }, (_, axis) => ((d + 1) * Math.sqrt(2 / 3)) / Math.sqrt((axis + 1) * (axis + 2)));
    const elevated = new Float64Array(d + 1);
    const nearest = new Int32Array(d + 1);
    const ranks = new Int32Array(d + 1);
    const shares = new Float64Array(d + 2);
    const key = new Int32Array(d);
    for (let point = 0; point < this.#pointCount; point++) {
      let sum = 0;
      for (let axis = d; axis > 0; axis--) {
        const part = positions[point * d + axis - 1]! * scales[axis - 1]!;
        elevated[axis] = sum - axis * part;
        sum += part;
      }
      elevated[0] = sum;
      let excess = 0;
      for (let axis = 0; axis <= d; axis++) {
        const rounded = Math.round(elevated[axis]! / (d + 1));
        nearest[axis] = rounded * (d + 1);
        excess += rounded;
      }
      rank(elevated, nearest, ranks, excess, d);
      shares.fill(0);
      for (let axis = 0; axis <= d; axis++) {
        const share = (elevated[axis]! - nearest[axis]!) / (d + 1);
        shares[d - ranks[axis]!]! += share;
        shares[d + 1 - ranks[axis]!]! -= share;
      }
      shares[0]! += 1 + shares[d + 1]!;
      for (let corner = 0; corner <= d; corner++) {
        for (let axis = 0; axis < d; axis++) {
          key[axis] = nearest[axis]! + (ranks[axis]! <= d - corner ? corner : corner - (d + 1));
        }
        this.#corners[point * (d + 1) + corner] = table.place(key);
        this.#weights[point * (d + 1) + corner] = shares[corner]!;
      }
    }
  }

  #findNeighbours(table: CornerTable): void {
    const d = this.#dimensions;
    const rows = table.count + 1;
    const key = new Int32Array(d);
    for (let axis = 0; axis <= d; axis++) {
      for (let point = 1; point < rows; point++) {
        for (let other = 0; other < d; other++) key[other] = table.coordinate(point, other) - 1;
        if (axis < d) key[axis] = table.coordinate(point, axis) + d;
        this.#before[axis * rows + point] = table.find(key);
        for (let other = 0; other < d; other++) key[other] = table.coordinate(point, other) + 1;
        if (axis < d) key[axis] = table.coordinate(point, axis) - d;
        this.#after[axis * rows + point] = table.find(key);
      }
    }
  }
}

/** Orders the axes by how far they were rounded, and mends the rounding so that the coordinates sum to 0. */
function rank(elevated: Float64Array, nearest: Int32Array, ranks: Int32Array, excess: number, d: number): void {
  ranks.fill(0);
  for (let axis = 0; axis < d; axis++) {
    for (let other = axis + 1; other <= d; other++) {
      if (elevated[axis]! - nearest[axis]! < elevated[other]! - nearest[other]!) ranks[axis]!++;
      else ranks[other]!++;
    }
  }
  for (let axis = 0; axis <= d; axis++) {
    ranks[axis]! += excess;
    if (ranks[axis]! < 0) {
      ranks[axis]! += d + 1;
      nearest[axis]! += d + 1;
    } else if (ranks[axis]! > d) {
      ranks[axis]! -= d + 1;
      nearest[axis]! -= d + 1;
    }
  }
}

/** A hash table of the lattice points in use, with open addressing. They are numbered from 1. */
class CornerTable {
  count = 0;
  readonly #dimensions: number;
  #coordinates: Int32Array;
  #slots: Int32Array;

  constructor(dimensions: number, pointCount: number) {
    this.#dimensions = dimensions;
    const guess = Math.max(pointCount, 64);
    this.#coordinates = new Int32Array(guess * dimensions);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(guess * 2)));
  }

  coordinate(point: number, axis: number): number {
    return this.#coordinates[(point - 1) * this.#dimensions + axis]!;
  }

  /** @returns 0 where the lattice has no such point */
  find(key: Int32Array): number {
    return this.#slots[this.#slotOf(key)]!;
  }

  place(key: Int32Array): number {
    const slot = this.#slotOf(key);
    if (this.#slots[slot] !== 0) return this.#slots[slot]!;
    if ((this.count + 1) * this.#dimensions > this.#coordinates.length) this.#makeRoom();
    this.#coordinates.set(key, this.count * this.#dimensions);
    this.#slots[slot] = ++this.count;
    // Half empty, so that searches stay short.
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return this.count;
  }

  #slotOf(key: Int32Array): number {
    const mask = this.#slots.length - 1;
    let hash = 0;
    for (let axis = 0; axis < this.#dimensions; axis++) hash = Math.imul(hash + key[axis]!, 2531011);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.#slots[slot] !== 0 && !this.#holds(this.#slots[slot]!, key)) slot = (slot + 1) & mask;
    return slot;
  }

  #holds(point: number, key: Int32Array): boolean {
    const start = (point - 1) * this.#dimensions;
    for (let axis = 0; axis < this.#dimensions; axis++) if (this.#coordinates[start + axis] !== key[axis]) return false;
    return true;
  }

  #makeRoom(): void {
    const larger = new Int32Array(this.#coordinates.length * 2);
    larger.set(this.#coordinates);
    this.#coordinates = larger;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let point = 1; point <= this.count; point++) {
      const start = (point - 1) * this.#dimensions;
      const slot = this.#slotOf(this.#coordinates.subarray(start, start + this.#dimensions));
      this.#slots[slot] = point;
    }
  }
}
