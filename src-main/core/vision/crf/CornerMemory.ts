import type { LatticeTable } from './LatticeTable.ts';

/** Base-2 logarithm of the lattice points kept: 2 MB in five dimensions, as much as a processor keeps at hand. */
const log2Kept = 13;
/** A kept point has room for each choice of its axes; beyond this many dimensions looking up anew costs less than clearing that room. */
const mostDimensions = 7;

/**
 * Remembers the lattice points around those that positions were last rounded to. Corners of a simplex are the nearest such
 * point, moved along ever more of its axes: of few points, many simplices are made, and few pixels fall into the simplex of
 * the pixel before. So the points around one are found in its own short list, without the table's search.
 */
export class CornerMemory {
  readonly #table: LatticeTable;
  readonly #room: number;
  readonly #owners = new Int32Array(2 ** log2Kept);
  /** Of each kept point, by the set of axes it is moved along; 0 where that was not asked yet. */
  readonly #corners: Int32Array;
  #first = Number.NaN;
  #second = Number.NaN;
  #start = 0;

  constructor(table: LatticeTable, dimensions: number) {
    this.#table = table;
    this.#room = dimensions > mostDimensions ? 0 : 2 ** (dimensions + 1);
    this.#corners = new Int32Array(this.#room * 2 ** log2Kept);
  }

  /** Sets the point that `corner` starts from. @returns its number in the table */
  nearest(first: number, second: number): number {
    const room = this.#room;
    if (room === 0) return this.#table.place(first, second);
    if (first === this.#first && second === this.#second) return this.#corners[this.#start]!;
    const point = this.#table.place(first, second);
    const kept = Math.imul(point, 0x9e3779b1) >>> (32 - log2Kept);
    const start = kept * room;
    if (this.#owners[kept] !== point) {
      this.#owners[kept] = point;
      this.#corners.fill(0, start, start + room);
      this.#corners[start] = point;
    }
    this.#first = first;
    this.#second = second;
    this.#start = start;
    return point;
  }

  /**
   * @param moved the axes that the nearest point is moved along, a bit each
   * @returns the number of the point there, whose coordinates are `first` and `second`
   */
  corner(moved: number, first: number, second: number): number {
    if (this.#room === 0) return this.#table.place(first, second);
    const at = this.#start + moved;
    const known = this.#corners[at]!;
    return known === 0 ? (this.#corners[at] = this.#table.place(first, second)) : known;
  }
}
