import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { digitClasses, digitPixels, digitSide, type LabelledDigits } from './digitSets.ts';

export interface DigitBatch {
  readonly size: number;
  /** [size,28,28,1], 0 … 1. */
  readonly input: Float32Array;
  /** [size,10], one-hot. */
  readonly target: Float32Array;
}

export interface BatchSettings {
  readonly batchSize: number;
  /** Each digit is moved by up to this much along both axes, px; 0: left where it is. */
  readonly shiftPx: number;
  readonly seed: number;
}

/** Streams of random numbers of the batches. */
const streams = { order: 11, shifts: 12 } as const;

/** Batches of training digits: each epoch all of them in a new order, what is left over at its end set aside. */
export class DigitBatches {
  readonly #digits: LabelledDigits;
  readonly #settings: BatchSettings;
  readonly #order: Uint32Array;
  #epoch = -1;

  constructor(digits: LabelledDigits, settings: BatchSettings) {
    this.#digits = digits;
    this.#settings = settings;
    this.#order = Uint32Array.from({ length: digits.count }, (_none, index) => index);
  }

  get perEpoch(): number {
    return Math.floor(this.#digits.count / this.#settings.batchSize);
  }

  /** @param step 0 …; asked for in order */
  at(step: number): DigitBatch {
    const { batchSize: size, shiftPx, seed } = this.#settings;
    const epoch = Math.floor(step / this.perEpoch);
    if (epoch !== this.#epoch) this.#shuffle(epoch);
    const random = new RandomSource({ seed, stream: streams.shifts, counter: step });
    const input = new Float32Array(size * digitPixels);
    const target = new Float32Array(size * digitClasses);
    const first = (step % this.perEpoch) * size;
    for (let place = 0; place < size; place++) {
      const index = this.#order[first + place]!;
      const shift = { rows: random.integer(2 * shiftPx + 1) - shiftPx, columns: random.integer(2 * shiftPx + 1) - shiftPx };
      copyShifted({ images: this.#digits.images, index }, { input, place }, shift);
      target[place * digitClasses + this.#digits.labels[index]!] = 1;
    }
    return { size, input, target };
  }

  #shuffle(epoch: number): void {
    const random = new RandomSource({ seed: this.#settings.seed, stream: streams.order, counter: epoch });
    for (let last = this.#order.length - 1; last > 0; last--) {
      const other = random.integer(last + 1);
      [this.#order[last], this.#order[other]] = [this.#order[other]!, this.#order[last]!];
    }
    this.#epoch = epoch;
  }
}

/** What is moved in from beyond the edge is paper. */
function copyShifted(
  { images, index }: { readonly images: Uint8Array; readonly index: number },
  { input, place }: { readonly input: Float32Array; readonly place: number },
  { rows, columns }: { readonly rows: number; readonly columns: number },
): void {
  const [from, to] = [index * digitPixels, place * digitPixels];
  const [firstRow, endRow] = [Math.max(0, rows), Math.min(digitSide, digitSide + rows)];
  const [firstColumn, endColumn] = [Math.max(0, columns), Math.min(digitSide, digitSide + columns)];
  for (let row = firstRow; row < endRow; row++) {
    const source = from + (row - rows) * digitSide - columns;
    const goal = to + row * digitSide;
    for (let column = firstColumn; column < endColumn; column++) input[goal + column] = images[source + column]! / 255;
  }
}
