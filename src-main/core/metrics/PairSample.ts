import { RandomSource } from '../random/RandomSource.ts';
import type { RandomKey } from '../random/RandomSource.ts';
import { spearman } from './spearman.ts';

/** Pairs kept: 1 MiB, and a standard error of the correlation of at most 0.004. */
export const usualSampleSize = 65_536;

const usualKey: RandomKey = { seed: 0, stream: 0, counter: 0 };

/**
 * Rank correlation of any number of pairs in bounded memory: of all of them up to the sample's size, beyond that of a sample in which every pair
 * is equally likely, with a standard error of about (1 - r²) / sqrt(size). Equal keys and equal order give equal samples.
 * Source: Li 1994, ACM TOMS 20(4), 481, algorithm L, which draws numbers for the pairs it takes alone.
 */
export class PairSample {
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #random: RandomSource;
  #seen = 0;
  /** The pair to be taken next, counted from 0. */
  #next: number;
  /** Largest of as many uniform numbers as are kept, were each pair given one. */
  #largest = 1;

  /** @param size pairs kept, 1 or more */
  constructor(size = usualSampleSize, key: RandomKey = usualKey) {
    this.#first = new Float64Array(size);
    this.#second = new Float64Array(size);
    this.#random = new RandomSource(key);
    this.#next = size - 1;
    this.#skip();
  }

  add(first: number, second: number): void {
    const at = this.#seen++;
    if (at < this.#first.length) this.#put(at, first, second);
    else if (at === this.#next) {
      this.#put(this.#random.integer(this.#first.length), first, second);
      this.#skip();
    }
  }

  /** @returns Spearman's rank correlation, -1 … 1; null where it is undefined */
  rankCorrelation(): number | null {
    const kept = Math.min(this.#seen, this.#first.length);
    return spearman(this.#first.subarray(0, kept), this.#second.subarray(0, kept));
  }

  #put(place: number, first: number, second: number): void {
    this.#first[place] = first;
    this.#second[place] = second;
  }

  #skip(): void {
    // 1 - u lies in (0, 1], so that its logarithm is finite.
    this.#largest *= Math.exp(Math.log(1 - this.#random.uniform()) / this.#first.length);
    this.#next += Math.floor(Math.log(1 - this.#random.uniform()) / Math.log1p(-this.#largest)) + 1;
  }
}
