import { SfumatoError } from '../../SfumatoError.ts';

/** Whole numbers up to here are told apart by a 64-bit float. */
const largestKey = Number.MAX_SAFE_INTEGER;

/**
 * Packs a lattice point's coordinates into two numbers, in mixed radix: a step along the lattice then adds a constant to
 * either. The first holds the first two axes, which are the place in the image, the second the others.
 */
export class LatticeKeys {
  /** What one unit along each axis adds; 0 in the number that does not hold the axis, and for the last axis, which follows from the others. */
  readonly firstStrides: Float64Array;
  readonly secondStrides: Float64Array;

  /**
   * @param spans how far apart the points' coordinates along each axis can lie, their neighbours' included
   * @throws SfumatoError `invalidInput` when the points lie so far apart that their coordinates cannot be packed
   */
  constructor(spans: Float64Array) {
    const axes = spans.length;
    this.firstStrides = new Float64Array(axes);
    this.secondStrides = new Float64Array(axes);
    const sizes = [1, 1];
    for (let axis = 0; axis < axes - 1; axis++) {
      const half = axis < 2 ? 0 : 1;
      (half === 0 ? this.firstStrides : this.secondStrides)[axis] = sizes[half]!;
      sizes[half]! *= Math.ceil(spans[axis]!) + 1;
      if (!(sizes[half]! < largestKey)) {
        throw new SfumatoError('invalidInput', `permutohedral lattice: wanted positions within ${largestKey} lattice steps, got ${sizes[half]}`);
      }
    }
  }
}
