import { SfumatoError } from '../SfumatoError.ts';

/** Bins of each power of two: a bin is a 4096th of its lower edge wide, wherever it lies. */
const binsPerOctave = 4096;

/** Float32 has 23 bits of mantissa; the upper 12 of them name the bin within its power of two. */
const droppedBits = 11;

/** The highest bit is the sign, the eight after it the exponent. */
const octaveCount = 512;
const signOctave = 256;
const exponentBits = 0x7f800000;

/** What a bin holds, told by the caller of `forEachAscending`. */
export type BinVisitor = (sums: Float64Array, at: number) => void;

/**
 * Sums over bins of float32 values as they come. No range need be known: a bin takes the values whose sign, exponent and
 * upper 12 bits of mantissa are the same, so its width is at most 2^-12 of the values in it, near 0 as elsewhere. Equal values always
 * share a bin, and bins lie in the order of their values. Memory: 32 KiB a sum for every power of two that occurs, whatever the number
 * of values; about 1 MiB a sum for doubts of 1e-9 … 1, and never more than 16 MiB.
 */
export class FloatBins {
  readonly #sumCount: number;
  readonly #octaves: (Float64Array | undefined)[] = Array.from({ length: octaveCount }, () => undefined);

  /** @param sumCount sums that each bin holds */
  constructor(sumCount: number) {
    this.#sumCount = sumCount;
  }

  /**
   * The sums of the bins of a value's power of two; those of its own bin begin at `FloatBins.offset(bits) * sumCount`.
   * @param bits the value's float32 pattern as a signed integer
   * @throws SfumatoError `invalidInput` when the value is not finite
   */
  octave(bits: number): Float64Array {
    // -0 is 0, and belongs where 0 does.
    const octave = bits === -0x80000000 ? 0 : bits >>> 23;
    return this.#octaves[octave] ?? this.#open(octave, bits);
  }

  /** @returns the bin's place within its power of two, 0 … 4095 */
  static offset(bits: number): number {
    return (bits >>> droppedBits) & (binsPerOctave - 1);
  }

  /** Visits the bins of every power of two that occurs, empty ones too, from the lowest value to the highest. */
  forEachAscending(visit: BinVisitor): void {
    // Among negative values a larger pattern is a lower value.
    for (let octave = octaveCount - 1; octave >= signOctave; octave--) {
      const sums = this.#octaves[octave];
      if (!sums) continue;
      for (let bin = binsPerOctave - 1; bin >= 0; bin--) visit(sums, bin * this.#sumCount);
    }
    for (const sums of this.#octaves.slice(0, signOctave)) {
      if (!sums) continue;
      for (let bin = 0; bin < binsPerOctave; bin++) visit(sums, bin * this.#sumCount);
    }
  }

  #open(octave: number, bits: number): Float64Array {
    // Their octaves are never opened, so that every such value comes here.
    if ((bits & exponentBits) === exponentBits) throw new SfumatoError('invalidInput', 'bins of values: wanted finite numbers, got an infinite one or NaN');
    const sums = new Float64Array(binsPerOctave * this.#sumCount);
    this.#octaves[octave] = sums;
    return sums;
  }
}

/** The patterns of float32 values as signed integers, without a copy. */
export function floatBits(values: Float32Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length);
}
