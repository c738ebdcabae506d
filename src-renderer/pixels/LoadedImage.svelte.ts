import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { HeatMapKind } from '../../src-main/core/heatMaps.ts';
import { emptyLabelMap, unlabelled } from '../../src-main/core/labels/labelMap.ts';
import type { LabelMap } from '../../src-main/core/labels/labelMap.ts';
import type { ImageRecord } from '../../src-main/core/records.ts';
import { imageTileUrl, labelTileUrl, mapTileUrl, predictionTileUrl } from '../../src-main/contract/pixelUrls.ts';
import { makeSamples, samplesOfBytes } from '../canvas/paintImage.ts';
import type { SampleGrid } from '../canvas/paintImage.ts';
import { copyTile, tilesOfImage } from './tileGrid.ts';
import type { Tile } from './tileGrid.ts';
import type { PixelSource } from './PixelSource.ts';

/** What changed and has to be painted anew. */
export type ChangedPlane = 'image' | 'labels' | 'prediction' | HeatMapKind;
export type ChangeListener = (plane: ChangedPlane, box: PixelBox) => void;
export type Urgency = 'urgent' | 'later';

/**
 * The pixels of one image in memory: its samples, its labels as painted, and one model's prediction and maps, each loaded
 * when first wanted. Listeners hear of every changed box.
 */
export class LoadedImage {
  readonly record: ImageRecord;
  readonly whole: PixelBox;
  readonly grid: SampleGrid;
  readonly labels: LabelMap;
  /** The journal event the labels stand at; -1 before they are loaded. */
  labelSequence = $state(-1);
  /** Share of the image's tiles that have come, 0 … 1. */
  loadedFraction = $state(0);
  modelId: string | null = $state(null);
  /** Grows with every change of labels, prediction or maps, for what reads single pixels. */
  revision = $state(0);
  prediction: Uint8Array | null = null;
  readonly maps = new Map<HeatMapKind, Uint8Array>();
  readonly #source: PixelSource;
  readonly #loads = new Map<string, Promise<void>>();
  readonly #listeners = new Set<ChangeListener>();

  constructor(record: ImageRecord, source: PixelSource) {
    const { width, height, channels } = record;
    this.record = record;
    this.whole = { x: 0, y: 0, width, height };
    this.grid = { width, height, channels, samples: makeSamples(record.sampleType, width * height * channels) };
    this.labels = emptyLabelMap(width, height);
    this.#source = source;
  }

  /** Bytes held, for the cache's budget. */
  get byteLength(): number {
    const pixels = this.record.width * this.record.height;
    return this.grid.samples.byteLength + pixels * (1 + (this.prediction ? 1 : 0) + this.maps.size);
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(plane: ChangedPlane, box: PixelBox): void {
    if (plane !== 'image') this.revision++;
    for (const listener of this.#listeners) listener(plane, box);
  }

  loadImage(urgency: Urgency): Promise<void> {
    return this.#once('image', async () => {
      const { id, contentHash, sampleType } = this.record;
      let done = 0;
      await this.#eachTile(urgency, (tile) => imageTileUrl(id, tile.column, tile.row, contentHash), (tile, bytes, count) => {
        copyTile(samplesOfBytes(sampleType, bytes), tile.box, this.grid.samples, { width: this.grid.width, perPixel: this.grid.channels });
        this.loadedFraction = ++done / count;
        this.changed('image', tile.box);
      });
    });
  }

  /**
   * Loads the labels as they stand after a journal event, and puts them in place unless the user has painted meanwhile.
   * @param isBusy whether strokes that the program does not know yet lie on the labels
   * @returns whether they were put in place
   */
  async loadLabels(sequence: number, urgency: Urgency, isBusy: () => boolean): Promise<boolean> {
    const fresh = await this.fetchLabels(sequence, urgency);
    if (isBusy() || sequence < this.labelSequence) return false;
    this.labels.data.set(fresh);
    this.labelSequence = sequence;
    this.changed('labels', this.whole);
    return true;
  }

  /** @returns the program's labels as they stand after a journal event */
  async fetchLabels(sequence: number, urgency: Urgency): Promise<Uint8Array> {
    const { id, width, height } = this.record;
    const labels = new Uint8Array(width * height);
    // An image whose labels never changed has none: there is nothing to fetch.
    if (sequence === 0) return labels.fill(unlabelled);
    const address = (tile: Tile): string => labelTileUrl(id, tile.column, tile.row, sequence);
    await this.#eachTile(urgency, address, (tile, bytes) => copyTile(new Uint8Array(bytes), tile.box, labels, { width, perPixel: 1 }));
    return labels;
  }

  /** Forgets the maps of another model. */
  useModel(modelId: string | null): void {
    if (modelId === this.modelId) return;
    this.modelId = modelId;
    this.prediction = null;
    this.maps.clear();
    for (const key of this.#loads.keys()) if (key !== 'image') this.#loads.delete(key);
    this.changed('prediction', this.whole);
  }

  loadPrediction(urgency: Urgency): Promise<void> {
    const address = (modelId: string, tile: Tile): string => predictionTileUrl(this.record.id, tile.column, tile.row, modelId);
    return this.#loadPlane('prediction', urgency, address, (plane) => (this.prediction = plane));
  }

  loadMap(kind: HeatMapKind, urgency: Urgency): Promise<void> {
    const address = (modelId: string, tile: Tile): string => mapTileUrl(this.record.id, kind, tile, modelId);
    return this.#loadPlane(kind, urgency, address, (plane) => this.maps.set(kind, plane));
  }

  #loadPlane(
    plane: Exclude<ChangedPlane, 'image' | 'labels'>,
    urgency: Urgency,
    address: (modelId: string, tile: Tile) => string,
    keep: (values: Uint8Array) => void,
  ): Promise<void> {
    const { modelId } = this;
    if (modelId === null) return Promise.resolve();
    return this.#once(plane, async () => {
      const { width, height } = this.record;
      const values = new Uint8Array(width * height);
      const place = (tile: Tile, bytes: ArrayBuffer): void => copyTile(new Uint8Array(bytes), tile.box, values, { width, perPixel: 1 });
      await this.#eachTile(urgency, (tile) => address(modelId, tile), place);
      if (modelId !== this.modelId) return;
      keep(values);
      this.changed(plane, this.whole);
    });
  }

  /** Loads once; after a failure the next call tries again. */
  #once(key: string, load: () => Promise<void>): Promise<void> {
    let promise = this.#loads.get(key);
    if (!promise) {
      promise = load().catch((thrown: unknown) => {
        this.#loads.delete(key);
        throw thrown;
      });
      this.#loads.set(key, promise);
    }
    return promise;
  }

  async #eachTile(
    urgency: Urgency,
    address: (tile: Tile) => string,
    place: (tile: Tile, bytes: ArrayBuffer, count: number) => void,
  ): Promise<void> {
    const tiles = tilesOfImage(this.record.width, this.record.height);
    await Promise.all(tiles.map(async (tile) => place(tile, await this.#source.get(address(tile), urgency), tiles.length)));
  }
}
