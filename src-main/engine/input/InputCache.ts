import type { EngineImage } from '../engineApi.ts';
import { InputSource } from './InputSource.ts';
import { joinFloats } from '../../core/joinFloats.ts';
import { channelCountOf } from '../../core/training/InputChannels.ts';
import { normaliseInput, scalesOf } from './normalisation.ts';
import type { InputStatistics, Normalisation } from './normalisation.ts';

/**
 * Bytes of input values kept, 1 GiB: of grey a thousand images of 512 x 512, or one of 16,384 x 16,384; of colour a third. The network's own tensors
 * take about as much while it trains, and both must fit beside the window on a machine with 8 GB.
 */
export const inputBudgetBytes = 2 ** 30;

/** Rows read and kept together: as many as a usual crop has, so that one of a huge image needs a few of its bands alone. */
const bandRows = 256;

/** An image's rows from `firstRow` on, row-major, channels interleaved. */
export interface InputRows {
  readonly firstRow: number;
  readonly values: Float32Array;
}

/** An image that can be read, with what its normalisation follows from. */
export interface MeasuredImage {
  readonly width: number;
  readonly height: number;
  readonly samples: EngineImage;
  readonly statistics: InputStatistics;
}

/**
 * Normalised input values, read from the images' files when they are wanted and kept within a budget of bytes; those used
 * longest ago go first. What it gives does not depend on the budget.
 */
export class InputCache {
  readonly #normalisation: Normalisation;
  readonly #budgetBytes: number;
  /** The ones used longest ago first, for a `Map` keeps the order of insertion. */
  readonly #kept = new Map<string, Float32Array>();
  readonly #numbers = new Map<MeasuredImage, number>();
  #keptBytes = 0;

  constructor(normalisation: Normalisation, budgetBytes = inputBudgetBytes) {
    this.#normalisation = normalisation;
    this.#budgetBytes = budgetBytes;
  }

  /** Bytes kept now. */
  get keptBytes(): number {
    return this.#keptBytes;
  }

  /**
   * @param top, bottom rows top … bottom - 1 are wanted
   * @returns these rows with whatever belongs to their bands; not to be written to
   * @throws SfumatoError as `InputSource` does
   */
  async rows(image: MeasuredImage, top: number, bottom: number): Promise<InputRows> {
    const first = Math.floor(top / bandRows);
    const bands: Float32Array[] = [];
    let source: InputSource | null = null;
    try {
      for (let index = first; index * bandRows < bottom; index++) {
        const kept = this.#use(image, index);
        if (kept) {
          bands.push(kept);
          continue;
        }
        source ??= await InputSource.open(image.samples, this.#normalisation.channels);
        bands.push(await this.#read(source, image, index));
      }
    } finally {
      await source?.close();
    }
    return { firstRow: first * bandRows, values: bands.length === 1 ? bands[0]! : joinFloats(bands) };
  }

  #use(image: MeasuredImage, index: number): Float32Array | null {
    const key = this.#keyOf(image, index);
    const values = this.#kept.get(key);
    if (!values) return null;
    this.#kept.delete(key);
    this.#kept.set(key, values);
    return values;
  }

  async #read(source: InputSource, image: MeasuredImage, index: number): Promise<Float32Array> {
    const bottom = Math.min(image.height, (index + 1) * bandRows);
    const bytes = (bottom - index * bandRows) * image.width * channelCountOf(this.#normalisation.channels) * Float32Array.BYTES_PER_ELEMENT;
    // Room is made before it is needed: the budget is the most that there ever is.
    this.#makeRoom(bytes);
    const values = normaliseInput(await source.rows(index * bandRows, bottom), scalesOf(image.samples, image.statistics, this.#normalisation));
    const key = this.#keyOf(image, index);
    // Another call may have read the same band meanwhile.
    if (bytes <= this.#budgetBytes && !this.#kept.has(key)) {
      this.#makeRoom(bytes);
      this.#kept.set(key, values);
      this.#keptBytes += bytes;
    }
    return values;
  }

  #makeRoom(bytes: number): void {
    for (const [key, values] of this.#kept) {
      if (this.#keptBytes + bytes <= this.#budgetBytes) return;
      this.#kept.delete(key);
      this.#keptBytes -= values.byteLength;
    }
  }

  #keyOf(image: MeasuredImage, index: number): string {
    const number = this.#numbers.get(image) ?? this.#numbers.size;
    this.#numbers.set(image, number);
    return `${number}/${index}`;
  }
}
