import type { PixelBox } from '../../src-main/core/geometry.ts';
import { levelSize } from '../../src-main/core/pyramid.ts';
import type { CrfOptions } from '../../src-main/core/vision/crf/denseCrf.ts';
import { aroundBlock, refineBlocks } from '../../src-main/core/vision/crf/refineBlocks.ts';
import { crfAtLevel } from '../../src-main/core/vision/crf/refineProbabilities.ts';
import { toolRanges } from '../../src-main/core/vision/toolRanges.ts';
import type { TileAt } from '../../src-main/contract/pixelUrls.ts';
import type { ComputeClient } from '../compute/ComputeClient.ts';
import { gatherPlane } from './gatherPlane.ts';
import type { LoadedImage } from './LoadedImage.svelte.ts';
import type { PredictionRefiner } from './PredictionRefiner.ts';
import { tilesOfBox } from './tileGrid.ts';

/** A tile takes 64 KB at most; so many cover several views. */
const tilesKept = 384;

/** What a block was refined with; a block of an older version is shown until it is refined anew. */
interface RefinedBlock {
  readonly version: number;
}

export interface RefinedPredictionParts {
  readonly compute: ComputeClient;
  readonly image: LoadedImage;
  readonly modelId: string;
  readonly classCount: number;
  readonly options: CrfOptions;
  /** Told of what went wrong; the prediction as it was made stays in sight. */
  readonly failed: (thrown: unknown) => void;
}

/**
 * One image's prediction, refined by a dense CRF in the window's worker: what is in sight first, one block after the
 * other. While settings change, the last outcome stays until the next is there.
 */
export class RefinedPrediction implements PredictionRefiner {
  readonly modelId: string;
  readonly #parts: RefinedPredictionParts;
  readonly #blocks = new Map<string, RefinedBlock>();
  readonly #tiles = new Map<string, Uint8Array>();
  #options: CrfOptions;
  #version = 0;
  #wanted: { readonly level: number; readonly block: PixelBox }[] = [];
  #running: Promise<void> | null = null;
  #isEnded = false;

  constructor(parts: RefinedPredictionParts) {
    this.#parts = parts;
    this.modelId = parts.modelId;
    this.#options = parts.options;
  }

  /** Refines anew with other settings. */
  change(options: CrfOptions): void {
    this.#options = options;
    this.#version++;
    this.#start();
  }

  end(): void {
    this.#isEnded = true;
    this.#wanted = [];
  }

  tile({ level, column, row }: TileAt): Uint8Array | null {
    return this.#tiles.get(`${level}/${column}/${row}`) ?? null;
  }

  want(level: number, box: PixelBox): void {
    const size = levelSize(this.#parts.image.record, level);
    this.#wanted = refineBlocks(size, box).map((block) => ({ level, block }));
    this.#start();
  }

  /** Refined classes of a box of the image at full size. @throws what reading or computing threw */
  async read(box: PixelBox): Promise<Uint8Array> {
    const { image } = this.#parts;
    await this.#running;
    for (const block of refineBlocks(image.record, box)) if (this.#isDue(0, block)) await this.#refine(0, block);
    const classes = new Uint8Array(box.width * box.height);
    const pyramid = { image: image.record, levelCount: 1, perPixel: 1, tile: (level: number, column: number, row: number) => this.tile({ level, column, row }) };
    gatherPlane(pyramid, 0, box, classes);
    return classes;
  }

  #start(): void {
    if (this.#running || this.#isEnded) return;
    const next = this.#wanted.find(({ level, block }) => this.#isDue(level, block));
    if (!next) return;
    this.#running = this.#refine(next.level, next.block)
      .catch((thrown: unknown) => {
        this.#wanted = [];
        if (!this.#isEnded) this.#parts.failed(thrown);
      })
      .finally(() => {
        this.#running = null;
        this.#start();
      });
  }

  #isDue(level: number, block: PixelBox): boolean {
    return this.#blocks.get(keyOf(level, block))?.version !== this.#version;
  }

  async #refine(level: number, block: PixelBox): Promise<void> {
    const { classCount, compute, image, modelId } = this.#parts;
    const version = this.#version;
    const size = levelSize(image.record, level);
    const options = crfAtLevel(this.#options, level);
    const around = aroundBlock(block, size, options);
    const planes = Array.from({ length: classCount }, (_, each) => image.readPlane(`probability-${each}`, around, { level, modelId }));
    const [window, ...probabilities] = await Promise.all([image.readSamples(around, level), ...planes]);
    const part = { ...block, x: block.x - around.x, y: block.y - around.y };
    const classes = await compute.run('refinePrediction', { window, ranges: toolRanges(image.record), probabilities, part, options });
    if (this.#isEnded) return;
    this.#blocks.set(keyOf(level, block), { version });
    this.#keep(level, block, classes);
    const side = 2 ** level;
    image.changed('refined', { x: block.x * side, y: block.y * side, width: block.width * side, height: block.height * side });
  }

  #keep(level: number, block: PixelBox, classes: Uint8Array): void {
    const { width, height } = levelSize(this.#parts.image.record, level);
    for (const { column, row, box } of tilesOfBox(width, height, block)) {
      const tile = new Uint8Array(box.width * box.height);
      for (let y = 0; y < box.height; y++) {
        const from = (box.y - block.y + y) * block.width + box.x - block.x;
        tile.set(classes.subarray(from, from + box.width), y * box.width);
      }
      const key = `${level}/${column}/${row}`;
      this.#tiles.delete(key);
      this.#tiles.set(key, tile);
    }
    if (this.#tiles.size <= tilesKept) return;
    // A block without all of its tiles counts as not refined.
    for (const oldest of [...this.#tiles.keys()].slice(0, this.#tiles.size - tilesKept)) this.#tiles.delete(oldest);
    for (const key of this.#blocks.keys()) if (key !== keyOf(level, block)) this.#blocks.delete(key);
  }
}

function keyOf(level: number, { x, y }: PixelBox): string {
  return `${level}/${x}/${y}`;
}
