import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { Superpixels } from '../../../src-main/core/vision/slic.ts';
import type { ComputeClient } from '../../compute/ComputeClient.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import { toolRanges } from '../assist/displayWindow.ts';
import { superpixelLines } from './superpixelBlocks.ts';
import { superpixelOptions } from './superpixelOptions.svelte.ts';

export interface SuperpixelBlock {
  readonly box: PixelBox;
  readonly superpixels: Superpixels;
  /** Lines between them: see `superpixelLines`. */
  readonly lines: Int32Array;
}

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
    return this.#blocks.get(keyOf(image, box)) ?? null;
  }

  get(image: LoadedImage, box: PixelBox): Promise<SuperpixelBlock> {
    const key = keyOf(image, box);
    const known = this.#blocks.get(key);
    if (known) return Promise.resolve(known);
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
    const window = await image.readSamples(box);
    const superpixels = await this.#compute.run('superpixels', { window, ranges: toolRanges(record), options });
    const block = { box, superpixels, lines: superpixelLines(superpixels, box) };
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
