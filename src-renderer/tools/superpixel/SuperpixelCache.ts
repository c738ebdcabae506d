import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { blockWindow } from '../../../src-main/core/vision/superpixelBlock.ts';
import type { SuperpixelBlock } from '../../../src-main/core/vision/superpixelBlock.ts';
import type { ComputeClient } from '../../compute/ComputeClient.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import { toolRanges } from '../../../src-main/core/vision/toolRanges.ts';
import { superpixelOptions } from './superpixelOptions.svelte.ts';

/** A block takes about 1 MB; this many cover a screen at every zoom at which superpixels can be told apart. */
const blocksKept = 32;

/** Superpixels by image, block, size and compactness: computed in the worker when first wanted, the oldest let go. */
export class SuperpixelCache {
  readonly #compute: ComputeClient;
  readonly #blocks = new Map<string, SuperpixelBlock>();
  readonly #coming = new Map<string, Promise<SuperpixelBlock>>();

  constructor(compute: ComputeClient) {
    this.#compute = compute;
  }

  peek(image: LoadedImage, box: PixelBox): SuperpixelBlock | null {
    const key = keyOf(image, box);
    const known = this.#blocks.get(key);
    if (!known) return null;
    // What is looked at is let go of last.
    this.#blocks.delete(key);
    this.#blocks.set(key, known);
    return known;
  }

  /** Whether a block is neither known nor on its way. */
  isMissing(image: LoadedImage, box: PixelBox): boolean {
    const key = keyOf(image, box);
    return !this.#blocks.has(key) && !this.#coming.has(key);
  }

  get(image: LoadedImage, box: PixelBox): Promise<SuperpixelBlock> {
    const known = this.peek(image, box);
    if (known) return Promise.resolve(known);
    const key = keyOf(image, box);
    let coming = this.#coming.get(key);
    if (!coming) {
      coming = this.#make(image, box, key).finally(() => this.#coming.delete(key));
      this.#coming.set(key, coming);
    }
    return coming;
  }

  async #make(image: LoadedImage, box: PixelBox, key: string): Promise<SuperpixelBlock> {
    const { record } = image;
    const options = superpixelOptions.rule(record.colour === 'rgb' ? 'rgb' : 'channels');
    const around = blockWindow(record, box, options.sidePx);
    const window = await image.readSamples(around);
    const size = { width: record.width, height: record.height };
    const block = await this.#compute.run('superpixels', { window, ranges: toolRanges(record), around, box, image: size, options });
    this.#blocks.set(key, block);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= blocksKept) break;
      this.#blocks.delete(oldest);
    }
    return block;
  }
}

function keyOf({ record }: LoadedImage, { x, y, width, height }: PixelBox): string {
  const { sidePx, compactness } = superpixelOptions;
  return [record.id, record.contentHash, x, y, width, height, sidePx, compactness].join('/');
}
