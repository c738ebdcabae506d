import { levelCount } from '../../../src-main/core/pyramid.ts';
import type { ShownMapKind } from '../../../src-main/core/heatMaps.ts';
import type { PredictionRecord } from '../../../src-main/core/records.ts';
import { planeTileUrl } from '../../../src-main/contract/pixelUrls.ts';
import type { PixelSource } from '../../pixels/PixelSource.ts';
import type { ImagesState } from '../images/ImagesState.svelte.ts';
import type { ModelsState } from '../models/ModelsState.svelte.ts';
import { robustMaximum, shownByte } from './mapScale.ts';

/** Images whose maps are looked at to find a project's range: enough for a percentile, few enough to load at once. */
const imagesMeasured = 24;

/**
 * The doubt that is shown as most, for each kind of map: a robust maximum over the project's maps. Mutual information
 * seldom comes near its bound ln C, and a map drawn up to there would look empty; one range for the whole project keeps
 * images comparable.
 */
export class MapScales {
  /** In the map's unit, by model and kind. */
  #maxima: ReadonlyMap<string, number> = $state.raw(new Map());
  readonly #measuring = new Set<string>();
  readonly #pixels: PixelSource;
  readonly #images: ImagesState;
  readonly #models: ModelsState;

  constructor(parts: { readonly pixels: PixelSource; readonly images: ImagesState; readonly models: ModelsState }) {
    this.#pixels = parts.pixels;
    this.#images = parts.images;
    this.#models = parts.models;
  }

  /** What is shown as most doubt, in the map's unit; null where no map of the kind is known. */
  maximum(kind: ShownMapKind): number | null {
    const prediction = [...this.#models.predictions.values()].find(({ ranges }) => ranges[kind] !== undefined);
    if (!prediction) return null;
    return this.#maxima.get(`${prediction.modelId} ${kind}`) ?? prediction.ranges[kind]!.maximum;
  }

  /** The byte of an image's map that stands for `maximum`: what `HeatMapLook.maximum` asks for. */
  byteOfMaximum(imageId: string, kind: ShownMapKind): number {
    const range = this.#models.range(imageId, kind);
    const maximum = this.maximum(kind);
    return range && maximum !== null ? shownByte(range, maximum) : 255;
  }

  /** Looks at the coarsest level of some of the maps, once a model and kind. */
  async measure(kind: ShownMapKind): Promise<void> {
    const predictions = [...this.#models.predictions.values()].filter(({ ranges }) => ranges[kind] !== undefined);
    const modelId = predictions[0]?.modelId;
    if (modelId === undefined) return;
    const key = `${modelId} ${kind}`;
    if (this.#measuring.has(key)) return;
    this.#measuring.add(key);
    const step = Math.max(1, Math.ceil(predictions.length / imagesMeasured));
    const some = predictions.filter((_, at) => at % step === 0);
    try {
      const maps = await Promise.all(some.map(async (prediction) => ({ bytes: await this.#coarsest(prediction, kind), range: prediction.ranges[kind]! })));
      const maximum = robustMaximum(maps);
      if (maximum !== null) this.#maxima = new Map([...this.#maxima, [key, maximum]]);
    } catch {
      // A map that cannot be read is told of where it is shown; until then the map's own range holds.
      this.#measuring.delete(key);
    }
  }

  clear(): void {
    this.#maxima = new Map();
    this.#measuring.clear();
  }

  async #coarsest({ imageId, modelId }: PredictionRecord, kind: ShownMapKind): Promise<Uint8Array> {
    const record = this.#images.record(imageId);
    if (!record) return new Uint8Array(0);
    const level = levelCount(record.width, record.height) - 1;
    return new Uint8Array(await this.#pixels.get(planeTileUrl(imageId, `map-${kind}`, { level, column: 0, row: 0 }, modelId), 'later'));
  }
}
