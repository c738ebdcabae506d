import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { ShownMapKind } from '../../src-main/core/heatMaps.ts';
import { emptyLabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import type { LabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import { boxAtFullSize, levelCount, levelSize } from '../../src-main/core/pyramid.ts';
import type { ImageRecord } from '../../src-main/core/records.ts';
import { imageTileUrl, planeTileUrl } from '../../src-main/contract/pixelUrls.ts';
import type { PlaneName, TileAt } from '../../src-main/contract/pixelUrls.ts';
import { makeSamples, samplesOfBytes } from '../canvas/paintImage.ts';
import type { SampleGrid, Samples } from '../canvas/paintImage.ts';
import { joinBoxes } from '../canvas/dirtyBox.ts';
import { gatherPlane } from './gatherPlane.ts';
import type { TiledPyramid } from './gatherPlane.ts';
import { tilesShowing } from './levelTiles.ts';
import { loadLabelPlanes } from './loadLabelPlanes.ts';
import type { PixelSource, Urgency } from './PixelSource.ts';
import type { PredictionRefiner } from './PredictionRefiner.ts';
import { tilesOfBox } from './tileGrid.ts';
import type { TileOwner, TileRequest, TileStore } from './TileStore.ts';

/** What changed and has to be painted anew. */
export type ChangedPlane = 'image' | 'labels' | 'refined' | PlaneName;
/**
 * @param box of the whole image
 * @param level of the tile that came; undefined when the pixels themselves changed
 */
export type ChangeListener = (plane: ChangedPlane, box: PixelBox, level?: number) => void;
export type { Urgency };

/** What someone wants to see of an image. */
export interface TileWish {
  readonly level: number;
  /** Of the whole image. */
  readonly box: PixelBox;
  /** Whether the samples are wanted. */
  readonly image: boolean;
  readonly planes: readonly PlaneName[];
  /** Model whose planes are wanted; null for none. */
  readonly modelId: string | null;
  readonly urgency: Urgency;
}

/**
 * The pixels of one image: pyramids of tiles of its samples and of models' planes, kept in the shared `TileStore` and
 * fetched as they are wanted, and its labels as painted, kept whole but sparse. Listeners hear of every changed box.
 */
export class LoadedImage {
  readonly record: ImageRecord;
  readonly whole: PixelBox;
  readonly levelCount: number;
  readonly labels: LabelPlanes;
  /** The journal event the labels stand at; -1 before they are loaded. */
  labelSequence = $state(-1);
  /** Share that has come of the tiles that are looked at now, 0 … 1. */
  loadedFraction = $state(0);
  /** The model whose prediction and maps are shown unless another is asked for. */
  modelId: string | null = $state(null);
  /** Grows with every change of labels, prediction or maps, and with every tile, for what reads single pixels. */
  revision = $state(0);
  /** What refines the prediction just now; null shows it as it was made. */
  refiner: PredictionRefiner | null = null;
  readonly #tiles: TileStore;
  readonly #source: PixelSource;
  readonly #listeners = new Set<ChangeListener>();
  /** Every event up to this one is in the labels, another hand's too; of later ones only those made in this window. */
  #completeSequence = -1;
  readonly #labelFetches = new Map<number, Promise<LabelPlanes>>();
  readonly #owners = new Map<object, WishOwner>();

  constructor(record: ImageRecord, source: PixelSource, tiles: TileStore) {
    const { width, height } = record;
    this.record = record;
    this.whole = { x: 0, y: 0, width, height };
    this.levelCount = levelCount(width, height);
    this.labels = emptyLabelPlanes(record);
    this.#source = source;
    this.#tiles = tiles;
  }

  /** Bytes that the image itself holds: its labels. Its tiles lie in the store and count there. */
  get byteLength(): number {
    return this.labels.classes.byteLength + this.labels.objects.byteLength;
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(plane: ChangedPlane, box: PixelBox, level?: number): void {
    this.revision++;
    for (const listener of this.#listeners) listener(plane, box, level);
  }

  /**
   * Says what an owner (a pane of the canvas, the review) wants to see from now on; what it wanted before and nobody
   * wants any more is given up. The coarsest tile of each plane comes first: with it there is never a blank.
   */
  want(owner: object, wishes: readonly TileWish[]): void {
    let wishOwner = this.#owners.get(owner);
    if (!wishOwner) {
      if (wishes.length === 0) return;
      this.#owners.set(owner, (wishOwner = new WishOwner(this)));
    }
    const requests = wishes.flatMap((wish) => this.#requestsOf(wish));
    wishOwner.begin(requests.filter((each) => each.request.urgency === 'urgent').length);
    wishOwner.places = new Map(requests.map(({ request, plane, at }) => [request.address, { plane, at }]));
    this.#tiles.want(wishOwner, requests.map(({ request }) => request));
    wishOwner.missing = requests.filter(({ request }) => request.urgency === 'urgent' && !this.#tiles.has(request.address)).length;
    if (wishes.length === 0) this.#owners.delete(owner);
    this.tellProgress();
  }

  /** Samples of a tile that is in memory. */
  imageTile(level: number, column: number, row: number): Samples | null {
    return this.#tiles.peek(imageTileUrl(this.record.id, { level, column, row }, this.record.contentHash)) ?? null;
  }

  /** Values of a plane's tile that is in memory. */
  planeTile(plane: PlaneName, at: TileAt, modelId: string | null = this.modelId): Uint8Array | null {
    if (modelId === null) return null;
    const refined = plane === 'prediction' && this.refiner?.modelId === modelId ? this.refiner.tile(at) : null;
    if (refined) return refined;
    return (this.#tiles.peek(planeTileUrl(this.record.id, plane, at, modelId)) as Uint8Array | undefined) ?? null;
  }

  /** The samples as a pyramid, for `gatherPlane`. */
  get imagePyramid(): TiledPyramid {
    return { image: this.record, levelCount: this.levelCount, perPixel: this.record.channels, tile: (level, column, row) => this.imageTile(level, column, row) };
  }

  /** A model's plane as a pyramid, for `gatherPlane`. */
  planePyramid(plane: PlaneName, modelId: string | null = this.modelId): TiledPyramid {
    const tile: TiledPyramid['tile'] = (level, column, row) => this.planeTile(plane, { level, column, row }, modelId);
    return { image: this.record, levelCount: this.levelCount, perPixel: 1, tile };
  }

  /**
   * Samples of a box of the image at full size, or at a level in the level's pixels, fetched as needed.
   * @param box inside the image
   */
  async readSamples(box: PixelBox, level = 0, urgency: Urgency = 'urgent', signal?: AbortSignal): Promise<SampleGrid> {
    const { channels, sampleType } = this.record;
    const samples = makeSamples(sampleType, box.width * box.height * channels);
    await this.#read(this.imagePyramid, box, level, samples, (at) => this.#imageRequest(at, urgency), signal);
    return { width: box.width, height: box.height, channels, samples };
  }

  /** A byte a pixel of a box of a model's plane, fetched as needed; all 0 without a model. */
  async readPlane(plane: PlaneName, box: PixelBox, options: { readonly level?: number; readonly modelId?: string | null; readonly urgency?: Urgency } = {}): Promise<Uint8Array> {
    const { level = 0, modelId = this.modelId, urgency = 'urgent' } = options;
    const values = new Uint8Array(box.width * box.height);
    if (modelId === null) return values;
    await this.#read(this.planePyramid(plane, modelId), box, level, values, (at) => this.#planeRequest(plane, at, modelId, urgency));
    return values;
  }

  /** The samples of a pixel from the finest tile in memory; null when none is there. */
  sampleAt(x: number, y: number): readonly number[] | null {
    const { channels } = this.record;
    const found = this.#finest(x, y, (level, column, row) => this.imageTile(level, column, row));
    return found && Array.from(found.tile.subarray(found.at * channels, (found.at + 1) * channels));
  }

  /** The value of a plane at a pixel from the finest tile in memory; null when none is there. */
  valueAt(plane: PlaneName, x: number, y: number, modelId: string | null = this.modelId): number | null {
    const found = this.#finest(x, y, (level, column, row) => this.planeTile(plane, { level, column, row }, modelId));
    return found ? found.tile[found.at]! : null;
  }

  /** Loads the coarsest picture of the image, which shows all of it. */
  async loadImage(urgency: Urgency): Promise<void> {
    const at = { level: this.levelCount - 1, column: 0, row: 0 };
    const request = this.#imageRequest(at, urgency);
    if (this.#tiles.has(request.address)) return;
    await this.#tiles.load(request);
    this.changed('image', this.whole, at.level);
  }

  loadPrediction(urgency: Urgency): Promise<void> {
    return this.#loadOverview('prediction', urgency);
  }

  loadMap(kind: ShownMapKind, urgency: Urgency): Promise<void> {
    return this.#loadOverview(`map-${kind}`, urgency);
  }

  /** Shows another model's prediction and maps from now on. */
  useModel(modelId: string | null): void {
    if (modelId === this.modelId) return;
    this.modelId = modelId;
    this.changed('prediction', this.whole);
  }

  /** Shows the prediction refined from now on, or as it was made. */
  useRefiner(refiner: PredictionRefiner | null): void {
    this.refiner = refiner;
    this.changed('refined', this.whole);
  }

  /**
   * Loads the labels as they stand after a journal event, and puts them in place unless the user has painted meanwhile.
   * @param isBusy whether strokes that the program does not know yet lie on the labels
   * @returns whether they were put in place
   */
  async loadLabels(sequence: number, urgency: Urgency, isBusy: () => boolean): Promise<boolean> {
    const known = this.#completeSequence > 0 && sequence > this.#completeSequence ? { planes: this.labels, sequence: this.#completeSequence } : null;
    const fresh = known ? await loadLabelPlanes(this.#source, this.record, sequence, urgency, known) : await this.fetchLabels(sequence, urgency);
    if (isBusy() || sequence < this.labelSequence) return false;
    let changed: PixelBox | null = null;
    for (const { column, row } of fresh.classes.tilesIn(this.whole)) {
      if (isSame(this.labels, fresh, column, row)) continue;
      this.labels.classes.setTile(column, row, fresh.classes.tile(column, row));
      this.labels.objects.setTile(column, row, fresh.objects.tile(column, row));
      changed = joinBoxes(changed, fresh.classes.tileBox(column, row));
    }
    this.labelSequence = sequence;
    this.#completeSequence = sequence;
    this.changed('labels', known ? (changed ?? { ...this.whole, width: 0, height: 0 }) : this.whole);
    return true;
  }

  /** @returns the program's labels as they stand after a journal event, fetched once by all who ask at a time */
  fetchLabels(sequence: number, urgency: Urgency): Promise<LabelPlanes> {
    let fetching = this.#labelFetches.get(sequence);
    if (!fetching) {
      fetching = loadLabelPlanes(this.#source, this.record, sequence, urgency).finally(() => this.#labelFetches.delete(sequence));
      this.#labelFetches.set(sequence, fetching);
    }
    return fetching;
  }

  /** A tile came that an owner wants. */
  tileArrived(plane: ChangedPlane, { level, column, row }: TileAt): void {
    const size = levelSize(this.record, level);
    const box = tilesOfBox(size.width, size.height, { x: column * 256, y: row * 256, width: 1, height: 1 })[0]!.box;
    this.changed(plane, boxAtFullSize(box, level, this.record), level);
  }

  tellProgress(): void {
    let wanted = 0;
    let missing = 0;
    for (const owner of this.#owners.values()) {
      wanted += owner.wanted;
      missing += owner.missing;
    }
    if (wanted > 0) this.loadedFraction = 1 - missing / wanted;
  }

  async #loadOverview(plane: PlaneName, urgency: Urgency): Promise<void> {
    const { modelId } = this;
    if (modelId === null) return;
    const request = this.#planeRequest(plane, { level: this.levelCount - 1, column: 0, row: 0 }, modelId, urgency);
    if (this.#tiles.has(request.address)) return;
    await this.#tiles.load(request);
    this.changed(plane, this.whole, this.levelCount - 1);
  }

  async #read(
    pyramid: TiledPyramid,
    box: PixelBox,
    level: number,
    target: Samples,
    requestOf: (at: TileAt) => TileRequest,
    signal?: AbortSignal,
  ): Promise<void> {
    const size = levelSize(this.record, level);
    const tiles = tilesOfBox(size.width, size.height, box);
    const loaded = new Map<string, Samples>();
    await Promise.all(
      tiles.map(async ({ column, row }) => loaded.set(`${column}/${row}`, await this.#tiles.load(requestOf({ level, column, row }), signal))),
    );
    // The tiles just loaded are read from here: a store with little room may have let go of them again.
    const tile: TiledPyramid['tile'] = (_level, column, row) => loaded.get(`${column}/${row}`) ?? null;
    gatherPlane({ ...pyramid, tile }, level, box, target);
  }

  #requestsOf({ level, box, image, planes, modelId, urgency }: TileWish): PlacedRequest[] {
    const coarsest = this.levelCount - 1;
    const tiles = tilesShowing(box, level, this.record).map(({ column, row }) => ({ level, column, row }));
    const places: TileAt[] = level === coarsest ? tiles : [{ level: coarsest, column: 0, row: 0 }, ...tiles];
    const requests: PlacedRequest[] = [];
    for (const at of places) {
      if (image) requests.push({ plane: 'image', at, request: this.#imageRequest(at, urgency) });
      if (modelId === null) continue;
      for (const plane of planes) requests.push({ plane, at, request: this.#planeRequest(plane, at, modelId, urgency) });
    }
    return requests;
  }

  #imageRequest(at: TileAt, urgency: Urgency): TileRequest {
    const { id, contentHash, sampleType } = this.record;
    return { address: imageTileUrl(id, at, contentHash), urgency, decode: (bytes) => samplesOfBytes(sampleType, bytes) };
  }

  #planeRequest(plane: PlaneName, at: TileAt, modelId: string, urgency: Urgency): TileRequest {
    return { address: planeTileUrl(this.record.id, plane, at, modelId), urgency, decode: (bytes) => new Uint8Array(bytes) };
  }

  #finest<Tile extends Samples>(x: number, y: number, tileOf: (level: number, column: number, row: number) => Tile | null): { readonly tile: Tile; readonly at: number } | null {
    for (let level = 0; level < this.levelCount; level++) {
      const [levelX, levelY] = [x >> level, y >> level];
      const [column, row] = [levelX >> 8, levelY >> 8];
      const tile = tileOf(level, column, row);
      if (!tile) continue;
      const width = Math.min(256, levelSize(this.record, level).width - column * 256);
      return { tile, at: (levelY - row * 256) * width + levelX - column * 256 };
    }
    return null;
  }
}

/** Whether a tile of two planes is the very same, or one value in both. */
function isSame(first: LabelPlanes, second: LabelPlanes, column: number, row: number): boolean {
  return first.classes.tile(column, row) === second.classes.tile(column, row) && first.objects.tile(column, row) === second.objects.tile(column, row);
}

interface PlacedRequest {
  readonly plane: ChangedPlane;
  readonly at: TileAt;
  readonly request: TileRequest;
}

/** Passes on which tile of which plane has come, and counts what one owner still waits for. */
class WishOwner implements TileOwner {
  readonly #image: LoadedImage;
  places: ReadonlyMap<string, { readonly plane: ChangedPlane; readonly at: TileAt }> = new Map();
  wanted = 0;
  missing = 0;

  constructor(image: LoadedImage) {
    this.#image = image;
  }

  begin(wanted: number): void {
    this.wanted = wanted;
  }

  arrived(address: string): void {
    const place = this.places.get(address);
    this.missing = Math.max(this.missing - 1, 0);
    this.#image.tellProgress();
    if (place) this.#image.tileArrived(place.plane, place.at);
  }

  failed(): void {
    this.missing = Math.max(this.missing - 1, 0);
    this.#image.tellProgress();
  }
}
