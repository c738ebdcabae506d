import type { PixelBox } from '../../core/geometry.ts';
import type { EngineImage } from '../engineApi.ts';
import { GreySource } from '../input/GreySource.ts';
import { mirror } from '../input/mirror.ts';
import { measureGrey, normaliseGrey } from '../input/normalisation.ts';
import type { GreyStatistics, Normalisation } from '../input/normalisation.ts';
import type { WindowSource } from './WindowSource.ts';

/** An image's network input, window by window; holds no more than one band of rows. */
export class PredictableImage implements WindowSource {
  readonly #source: GreySource;
  /** Of the whole image. */
  readonly statistics: GreyStatistics;
  readonly #normalisation: Normalisation;
  #band: { readonly top: number; readonly bottom: number; readonly values: Float32Array } | null = null;

  private constructor(source: GreySource, statistics: GreyStatistics, normalisation: Normalisation) {
    this.#source = source;
    this.statistics = statistics;
    this.#normalisation = normalisation;
  }

  /** @param known the image's statistics where they were measured before: that reads all of it */
  static async open(image: EngineImage, normalisation: Normalisation, known: GreyStatistics | null = null): Promise<PredictableImage> {
    const source = await GreySource.open(image);
    try {
      return new PredictableImage(source, known ?? (await measureGrey(source)), normalisation);
    } catch (thrown) {
      await source.close();
      throw thrown;
    }
  }

  /** @returns box.width x box.height normalised values; what lies past the image's edge is its mirror image */
  async window(box: PixelBox): Promise<Float32Array> {
    const { width, height } = this.#source;
    // Mirrored rows lie inside the image above the edge; a window taller than twice the image needs all of it.
    const overhang = Math.max(0, box.y + box.height - height);
    const top = Math.max(0, Math.min(box.y, height - 1 - overhang));
    const { values, top: bandTop } = await this.#rows(top, Math.min(height, box.y + box.height));
    const result = new Float32Array(box.width * box.height);
    const columns = Uint32Array.from({ length: box.width }, (_, column) => mirror(box.x + column, width));
    for (let row = 0; row < box.height; row++) {
      const start = (mirror(box.y + row, height) - bandTop) * width;
      for (let column = 0; column < box.width; column++) result[row * box.width + column] = values[start + columns[column]!]!;
    }
    return result;
  }

  async close(): Promise<void> {
    await this.#source.close();
  }

  async #rows(top: number, bottom: number): Promise<{ top: number; values: Float32Array }> {
    if (this.#band?.top !== top || this.#band.bottom !== bottom) {
      this.#band = { top, bottom, values: normaliseGrey(await this.#source.rows(top, bottom), this.statistics, this.#normalisation) };
    }
    return this.#band;
  }
}
