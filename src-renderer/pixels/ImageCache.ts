import type { ImageRecord } from '../../src-main/core/records.ts';
import { LoadedImage } from './LoadedImage.svelte.ts';
import type { PixelSource } from './PixelSource.ts';
import { TileStore } from './TileStore.ts';

/** Bytes of labels kept, so that those of the images around the present one are there at once. */
const defaultBudgetBytes = 64 * 2 ** 20;

/** The images in memory, those not looked at for longest let go first. */
export class ImageCache {
  readonly tiles: TileStore;
  readonly #images = new Map<string, LoadedImage>();
  readonly #source: PixelSource;
  readonly #budgetBytes: number;

  constructor(source: PixelSource, budgetBytes = defaultBudgetBytes, tiles = new TileStore(source)) {
    this.#source = source;
    this.#budgetBytes = budgetBytes;
    this.tiles = tiles;
  }

  /** @param isHeld whether an image must stay: strokes lie on it that are not saved */
  get(record: ImageRecord, isHeld: (imageId: string) => boolean): LoadedImage {
    const known = this.#images.get(record.id);
    const image = known ?? new LoadedImage(record, this.#source, this.tiles);
    this.#images.delete(record.id);
    this.#images.set(record.id, image);
    if (!known) this.#letGo(record.id, isHeld);
    return image;
  }

  /** The image if it is in memory, without counting as a look at it. */
  peek(imageId: string): LoadedImage | undefined {
    return this.#images.get(imageId);
  }

  values(): IterableIterator<LoadedImage> {
    return this.#images.values();
  }

  clear(): void {
    this.#images.clear();
    this.tiles.clear();
  }

  #letGo(keptId: string, isHeld: (imageId: string) => boolean): void {
    let bytes = 0;
    for (const image of this.#images.values()) bytes += image.byteLength;
    for (const [imageId, image] of this.#images) {
      if (bytes <= this.#budgetBytes) return;
      if (imageId === keptId || isHeld(imageId)) continue;
      bytes -= image.byteLength;
      this.#images.delete(imageId);
    }
  }
}
