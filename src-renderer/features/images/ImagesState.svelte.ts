import type { ImageRecord } from '../../../src-main/core/records.ts';
import type { SfumatoClient } from '../../connection/client.ts';
import { problemOf } from '../../connection/Problem.ts';
import type { Problem } from '../../connection/Problem.ts';
import { ImageCache } from '../../pixels/ImageCache.ts';
import type { LoadedImage, Urgency } from '../../pixels/LoadedImage.svelte.ts';
import type { PixelSource } from '../../pixels/PixelSource.ts';
import type { TileStore } from '../../pixels/TileStore.ts';
import { SequenceLog } from './SequenceLog.ts';
import { toldName } from '../../messages/told.ts';

export interface ImagesOptions {
  readonly client: SfumatoClient;
  readonly pixels: PixelSource;
  /** Whether changes of an image are not saved yet: its labels must not be loaded over them. */
  readonly isBusy: (imageId: string) => boolean;
}

/** The project's images, the one being looked at, and their pixels. */
export class ImagesState {
  all: readonly ImageRecord[] = $state.raw([]);
  listed = $state(false);
  current: LoadedImage | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  readonly position = $derived(this.all.findIndex(({ id }) => id === this.current?.record.id));
  /** The present image as the program knows it now. */
  readonly currentRecord = $derived(this.all[this.position] ?? null);
  readonly #options: ImagesOptions;
  readonly #cache: ImageCache;
  readonly #log = new SequenceLog();

  constructor(options: ImagesOptions) {
    this.#options = options;
    this.#cache = new ImageCache(options.pixels);
  }

  /** Tiles of every image in memory. */
  get tiles(): TileStore {
    return this.#cache.tiles;
  }

  record(imageId: string): ImageRecord | undefined {
    return this.all.find(({ id }) => id === imageId);
  }

  async refresh(): Promise<void> {
    const images = await this.#options.client.images.list();
    this.all = images.map((image) => ({ ...image, channelNames: image.channelNames.map(toldName) }));
    this.listed = true;
    for (const { id, labelSequence } of this.all) this.#log.heard(id, labelSequence);
    for (const loaded of this.#cache.values()) void this.syncLabels(loaded.record.id);
  }

  /** Brings an image into the window. @returns it, or null when the project has none of that id */
  show(imageId: string): LoadedImage | null {
    const loaded = this.load(imageId, 'urgent');
    if (loaded) this.current = loaded;
    return loaded;
  }

  /** Begins to load an image and its labels: to show it, or because it comes next. */
  load(imageId: string, urgency: Urgency): LoadedImage | null {
    const record = this.record(imageId);
    if (!record) return null;
    const loaded = this.#cache.get(record, this.#options.isBusy);
    this.#watch(loaded.loadImage(urgency), urgency);
    if (loaded.labelSequence < 0) this.#watch(this.#loadLabels(loaded, urgency), urgency);
    return loaded;
  }

  loaded(imageId: string): LoadedImage | undefined {
    return this.#cache.peek(imageId);
  }

  /** The program told of a change of an image's labels. */
  labelsChanged(imageId: string, sequence: number): void {
    this.#log.heard(imageId, sequence);
    void this.syncLabels(imageId);
  }

  /** A change made in this window is in the journal; the labels in memory have it already. */
  ownChangeSaved(imageId: string, sequence: number): void {
    this.#log.made(imageId, sequence);
    const loaded = this.#cache.peek(imageId);
    if (loaded) loaded.labelSequence = Math.max(loaded.labelSequence, sequence);
  }

  /** Loads an image's labels anew when another hand has changed them. */
  async syncLabels(imageId: string): Promise<void> {
    const loaded = this.#cache.peek(imageId);
    if (!loaded || this.#options.isBusy(imageId) || !this.#log.isBehind(imageId)) return;
    this.#watch(this.#loadLabels(loaded, loaded === this.current ? 'urgent' : 'later'), 'urgent');
  }

  /** Loads the present image's labels as the program has them: after a change was given up they may differ. */
  reloadLabels(): void {
    if (this.current) this.#watch(this.#loadLabels(this.current, 'urgent'), 'urgent');
  }

  retry(): void {
    this.problem = null;
    this.#cache.tiles.retry();
    if (this.current) this.show(this.current.record.id);
  }

  clear(): void {
    this.all = [];
    this.listed = false;
    this.current = null;
    this.problem = null;
    this.#cache.clear();
    this.#log.clear();
  }

  async #loadLabels(loaded: LoadedImage, urgency: Urgency): Promise<void> {
    const { id } = loaded.record;
    const sequence = this.#log.latest(id);
    const isInPlace = await loaded.loadLabels(sequence, urgency, () => this.#options.isBusy(id));
    if (isInPlace) this.#log.caughtUp(id, sequence);
    if (isInPlace && this.#log.isBehind(id)) await this.#loadLabels(loaded, urgency);
  }

  /** What was loaded ahead and failed is tried again, and told of, when it is really wanted. */
  #watch(loading: Promise<void>, urgency: Urgency): void {
    loading.catch((thrown: unknown) => {
      if (urgency === 'urgent') this.problem = problemOf(thrown);
    });
  }
}
