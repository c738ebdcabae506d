import { SfumatoError } from '../SfumatoError.ts';
import { philox4x32 } from './philox.ts';

/** Names one sequence of random numbers: equal names give equal sequences, different ones independent sequences. */
export interface RandomKey {
  /** The user's seed, 0 … 2^32 - 1. */
  readonly seed: number;
  /** What the numbers are for, for example one member's crops. 0 … 2^32 - 1. */
  readonly stream: number;
  /** Where in the work, for example the training step. 0 … 2^32 - 1. */
  readonly counter: number;
}

/**
 * Random numbers of one key. Training makes a new source for each step from (seed, stream, step), so a resumed run draws
 * what the uninterrupted one would have drawn without any state being stored.
 */
export class RandomSource {
  readonly #key: RandomKey;
  readonly #words = new Uint32Array(4);
  #block = 0;
  #used = 4;
  #spareNormal: number | null = null;

  /** @throws SfumatoError `invalidInput` when a part of the key is no unsigned 32-bit integer */
  constructor(key: RandomKey) {
    for (const part of ['seed', 'stream', 'counter'] as const) {
      if (key[part] !== key[part] >>> 0) {
        throw new SfumatoError('invalidInput', `random ${part}: wanted an integer 0 … 4294967295, got ${key[part]}`);
      }
    }
    this.#key = key;
  }

  /** @returns an integer, evenly spread over 0 … 2^32 - 1 */
  word(): number {
    if (this.#used === 4) {
      this.#words[0] = this.#block;
      this.#words[1] = this.#key.counter;
      this.#words[2] = 0;
      this.#words[3] = 0;
      philox4x32(this.#words, this.#key.seed, this.#key.stream);
      this.#block++;
      this.#used = 0;
    }
    return this.#words[this.#used++]!;
  }

  /** @returns a number evenly spread over [minimum, maximum), by default [0, 1) */
  uniform(minimum = 0, maximum = 1): number {
    return minimum + (this.word() / 2 ** 32) * (maximum - minimum);
  }

  /** @returns a standard normal number. Source: Box & Muller 1958. */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    // 1 - u lies in (0, 1], so that its logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /**
   * @param bound 1 … 2^32
   * @returns an integer evenly spread over 0 … bound - 1
   */
  integer(bound: number): number {
    // Words past the last whole multiple of the bound would favour small results: draw again.
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let word = this.word();
    while (word >= limit) word = this.word();
    return word % bound;
  }

  /** @returns true with the given probability */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Puts the items in random order, in place. Source: Durstenfeld 1964, the Fisher-Yates shuffle. */
  shuffle<Item>(items: Item[]): Item[] {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      [items[last], items[other]] = [items[other]!, items[last]!];
    }
    return items;
  }
}
