/**
 * Bytes of roots without computing the root: a table over the leading bits of a number's 32-bit form, with the number from
 * which on the byte is one more. Its steps are narrower than the distance of two such numbers, so the byte is exact.
 */
export class RootBytes {
  readonly #number = new Float32Array(1);
  readonly #bits = new Uint32Array(this.#number.buffer);
  /** Byte at the beginning of each step. */
  readonly #bytes: Uint8Array;
  /** Where in the step the byte grows by one; no number where it does not, which none reaches. */
  readonly #next: Float32Array;

  /** @param byteOf 0 … 255 for any number, not falling; rounded down when it is written */
  constructor(byteOf: (value: number) => number) {
    this.#bytes = new Uint8Array(steps);
    this.#next = new Float32Array(steps).fill(Number.NaN);
    for (let step = 0; step < steps; step++) this.#fill(step, byteOf);
  }

  /** @param value a number; what is none counts as 0 */
  of(value: number): number {
    this.#number[0] = value;
    const step = this.#bits[0]! >>> unusedBits;
    return this.#bytes[step]! + Number(value >= this.#next[step]!);
  }

  #fill(step: number, byteOf: (value: number) => number): void {
    const [low, high] = [this.#valueAt(step << unusedBits), this.#valueAt(((step << unusedBits) | unusedMask) >>> 0)];
    if (!Number.isFinite(low) || !Number.isFinite(high)) {
      // The step that begins with infinity holds nothing else that a sum comes to.
      this.#bytes[step] = Number.isNaN(low) ? 0 : byteOf(low);
      return;
    }
    // Of negative numbers the step's first is its largest.
    const [from, to] = low <= high ? [low, high] : [high, low];
    const [first, last] = [Math.floor(byteOf(from)), Math.floor(byteOf(to))];
    this.#bytes[step] = first;
    if (last > first) this.#next[step] = this.#whereNext(from, to, first, byteOf);
  }

  /** The smallest 32-bit number of the step whose byte is more than its first, by halving. */
  #whereNext(from: number, to: number, first: number, byteOf: (value: number) => number): number {
    let [low, high] = [from, to];
    for (;;) {
      const middle = Math.fround((low + high) / 2);
      if (middle <= low || middle >= high) return high;
      if (Math.floor(byteOf(middle)) > first) high = middle;
      else low = middle;
    }
  }

  #valueAt(bits: number): number {
    this.#bits[0] = bits;
    return this.#number[0]!;
  }
}

/** Sign, exponent and seven bits of the fraction: steps of 1/128, where neighbouring bytes of a fourth root lie 1/64 apart. */
const usedBits = 16;
const unusedBits = 32 - usedBits;
const unusedMask = 2 ** unusedBits - 1;
const steps = 2 ** usedBits;
