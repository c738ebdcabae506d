import type { PixelBox } from '../../core/geometry.ts';
import type { EngineImage } from '../engineApi.ts';
import { InputSource } from '../input/InputSource.ts';
import { measureInput, normaliseInput, scalesOf } from '../input/normalisation.ts';
import type { ChannelScale, InputStatistics, Normalisation } from '../input/normalisation.ts';
import { cutMirrored } from './cutMirrored.ts';
import type { WindowSource } from './WindowSource.ts';

/** An image's network input, window by window; holds no more than one band of rows. */
export class PredictableImage implements WindowSource {
  readonly #source: InputSource;
  /** Of the whole image. */
  readonly statistics: InputStatistics;
  readonly #scales: readonly ChannelScale[];
  #band: { readonly top: number; readonly bottom: number; readonly values: Float32Array } | null = null;

  private constructor(source: InputSource, statistics: InputStatistics, scales: readonly ChannelScale[]) {
    this.#source = source;
    this.statistics = statistics;
    this.#scales = scales;
  }

  /** @param known the image's statistics where they were measured before: that reads all of it */
  static async open(image: EngineImage, normalisation: Normalisation, known: InputStatistics | null = null): Promise<PredictableImage> {
    const source = await InputSource.open(image, normalisation.channels);
    try {
      const statistics = known ?? (await measureInput(source));
      return new PredictableImage(source, statistics, scalesOf(image, statistics, normalisation));
    } catch (thrown) {
      await source.close();
      throw thrown;
    }
  }

  /** @returns [box.height, box.width, channels] normalised values; what lies past the image's edge is its mirror image */
  async window(box: PixelBox): Promise<Float32Array> {
    const { width, height } = this.#source;
    // Mirrored rows lie inside the image above the edge; a window taller than twice the image needs all of it.
    const overhang = Math.max(0, box.y + box.height - height);
    const top = Math.max(0, Math.min(box.y, height - 1 - overhang));
    const { values, top: bandTop } = await this.#rows(top, Math.min(height, box.y + box.height));
    return cutMirrored({ values, top: bandTop, width, height }, box, this.#source.channelCount);
  }

  async close(): Promise<void> {
    await this.#source.close();
  }

  async #rows(top: number, bottom: number): Promise<{ top: number; values: Float32Array }> {
    if (this.#band?.top !== top || this.#band.bottom !== bottom) {
      this.#band = { top, bottom, values: normaliseInput(await this.#source.rows(top, bottom), this.#scales) };
    }
    return this.#band;
  }
}
