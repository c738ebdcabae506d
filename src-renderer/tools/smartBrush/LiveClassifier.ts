import type { ImagePoint, PixelBox } from '../../../src-main/core/geometry.ts';
import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import { widenBox } from '../../../src-main/core/labels/spans.ts';
import { labelledTiles } from '../../../src-main/core/vision/classifier/labelledTiles.ts';
import type { TilePlace } from '../../../src-main/core/vision/classifier/labelledTiles.ts';
import { featureMargin } from '../../../src-main/core/vision/classifier/pixelFeatures.ts';
import type { ClassifiedWindow } from '../../../src-main/core/vision/classifier/predictForest.ts';
import type { SlicOptions } from '../../../src-main/core/vision/slic.ts';
import { blockWindow } from '../../../src-main/core/vision/superpixelBlock.ts';
import type { ComputeClient } from '../../compute/ComputeClient.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import { toolRanges } from '../../../src-main/core/vision/toolRanges.ts';

/** The draw of training pixels and of cuts repeats itself: the same labels give the same brush. */
export const classifierSeed = 1;

/** Classifies the pixels of one image by its labels, anew as they change. Features and trees live in the worker. */
export class LiveClassifier {
  readonly #compute: ComputeClient;
  readonly #image: LoadedImage;
  readonly #stopListening: () => void;
  readonly #superpixels: SlicOptions | null;
  readonly #classified = new Map<string, ClassifiedWindow>();
  /** What the forest before said, shown until this one has spoken. */
  #before: ReadonlyMap<string, ClassifiedWindow> = new Map();
  readonly #coming = new Map<string, Promise<ClassifiedWindow>>();
  #labelsVersion = 0;
  #learnt: { readonly version: number; readonly forest: number | null } | null = null;
  #learning: Promise<void> | null = null;

  /** @param superpixels how they are cut where whole superpixels are to be classified; null: pixels are */
  constructor(compute: ComputeClient, image: LoadedImage, superpixels: SlicOptions | null) {
    this.#compute = compute;
    this.#superpixels = superpixels;
    this.#image = image;
    this.#stopListening = image.onChange((plane) => {
      if (plane === 'labels') this.#labelsVersion++;
    });
  }

  get image(): LoadedImage {
    return this.#image;
  }

  end(): void {
    this.#stopListening();
  }

  /**
   * Learns from the labels as they are, unless that is done already.
   * @param near where the brush is: labels nearby count before those far off
   * @returns false when fewer than two classes are labelled: there is nothing to tell apart
   */
  async learn(near: ImagePoint, classCount: number): Promise<boolean> {
    while (this.#learnt?.version !== this.#labelsVersion) {
      this.#learning ??= this.#train(near, classCount).finally(() => (this.#learning = null));
      await this.#learning;
    }
    return this.#learnt.forest !== null;
  }

  /** What the classifier says of a tile, if that is known already. */
  peek({ column, row }: TilePlace): ClassifiedWindow | null {
    return this.#classified.get(`${column}/${row}`) ?? null;
  }

  /** The same to be shown: by the labels as they were, where the newest are not learnt yet. */
  shown(tile: TilePlace): ClassifiedWindow | null {
    return this.peek(tile) ?? this.#before.get(`${tile.column}/${tile.row}`) ?? null;
  }

  async classify(tile: TilePlace): Promise<ClassifiedWindow | null> {
    const forest = this.#learnt?.forest;
    if (forest == null) return null;
    const key = `${tile.column}/${tile.row}`;
    const known = this.#classified.get(key);
    if (known) return known;
    let coming = this.#coming.get(`${forest}/${key}`);
    if (!coming) {
      coming = this.#classify(tile, forest).finally(() => this.#coming.delete(`${forest}/${key}`));
      this.#coming.set(`${forest}/${key}`, coming);
    }
    const classified = await coming;
    if (this.#learnt?.forest === forest) this.#classified.set(key, classified);
    return classified;
  }

  async #train(near: ImagePoint, classCount: number): Promise<void> {
    const version = this.#labelsVersion;
    const { classes } = this.#image.labels;
    const tiles = labelledTiles(classes, near);
    const parts = tiles.map((tile) => ({ tile, key: this.#keyOf(tile), classes: classes.readBox(classes.tileBox(tile.column, tile.row)) }));
    const found = new Set(parts.flatMap((part) => [...new Set(part.classes)]));
    found.delete(unlabelled);
    const forest = found.size < 2 ? null : await this.#trainOn(parts, classCount);
    this.#before = new Map([...this.#before, ...this.#classified]);
    this.#classified.clear();
    this.#learnt = { version, forest };
  }

  async #trainOn(parts: readonly { tile: TilePlace; key: string; classes: Uint8Array }[], classCount: number): Promise<number> {
    for (;;) {
      const labelled = parts.map(({ key, classes }) => ({ key, classes: classes.slice() }));
      const answer = await this.#compute.run('trainClassifier', { parts: labelled, classCount, seed: classifierSeed });
      if ('forest' in answer) return answer.forest;
      for (const { tile, key } of parts) if (answer.missing.includes(key)) await this.#sendFeatures(tile);
    }
  }

  async #classify(tile: TilePlace, forest: number): Promise<ClassifiedWindow> {
    for (;;) {
      const answer = await this.#compute.run('classify', { key: this.#keyOf(tile), forest });
      if (!('missing' in answer)) return answer;
      // No feature is missing and yet no answer: the worker was started anew and knows the classifier no more.
      if (answer.missing.length === 0) {
        this.#learnt = null;
        throw new DOMException('the classifier is learnt anew', 'AbortError');
      }
      await this.#sendFeatures(tile);
    }
  }

  async #sendFeatures(tile: TilePlace): Promise<void> {
    const { record } = this.#image;
    const box = this.#boxOf(tile);
    const options = this.#superpixels;
    const around = options ? blockWindow(record, box, options.sidePx) : widenBox(box, featureMargin, record);
    const window = await this.#image.readSamples(around);
    const part = { x: box.x - around.x, y: box.y - around.y, width: box.width, height: box.height };
    const place = { image: { width: record.width, height: record.height }, x: around.x, y: around.y };
    const superpixels = options && { superpixels: { options, place } };
    await this.#compute.run('keepFeatures', { key: this.#keyOf(tile), window, ranges: toolRanges(record), part, ...superpixels });
  }

  #boxOf({ column, row }: TilePlace): PixelBox {
    return this.#image.labels.classes.tileBox(column, row);
  }

  #keyOf({ column, row }: TilePlace): string {
    const unit = this.#superpixels ? `${this.#superpixels.sidePx}/${this.#superpixels.compactness}` : 'pixels';
    return `${this.#image.record.id}/${this.#image.record.contentHash}/${unit}/${column}/${row}`;
  }
}
