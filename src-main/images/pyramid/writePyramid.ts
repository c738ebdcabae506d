import { closeSync, fsyncSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { levelCount, levelSide } from '../../core/pyramid.ts';
import { partialName, renameDurably } from '../../files/atomicFile.ts';
import type { SampledImage } from '../readers/sharpImage.ts';
import { LevelTiles } from './LevelTiles.ts';
import type { Samples } from './LevelTiles.ts';

/**
 * Writes the pyramid file of an image whole or not at all. A pixel of a level is the mean of its block of the full-size
 * image, cut at the edge; means are carried from level to level unrounded.
 */
export async function writePyramid(path: string, image: SampledImage): Promise<void> {
  const partial = partialName(path);
  try {
    const file = openSync(partial, 'wx');
    try {
      writeLevels(file, image);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    await renameDurably(partial, path);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw thrown;
  }
}

function writeLevels(file: number, image: SampledImage): void {
  const { width, height, channels, samples } = image;
  const levels = levelCount(width, height);
  const tiles = Array.from({ length: levels }, (_none, level) => new LevelTiles(file, image, level, samples));
  const reducers = Array.from({ length: levels - 1 }, (_none, index) => new RowReducer(image, index, tiles[index + 1]!));
  reducers.forEach((reducer, index) => (reducer.next = reducers[index + 1] ?? null));
  for (let y = 0; y < height; y++) {
    const row = samples.subarray(y * width * channels, (y + 1) * width * channels);
    tiles[0]!.nextRow().set(row);
    tiles[0]!.rowDone();
    reducers[0]?.take(row, 1);
  }
  reducers[0]?.end();
}

/** Makes the rows of one level out of pairs of rows of the finer one, weighing each by the pixels that it stands for. */
class RowReducer {
  next: RowReducer | null = null;
  readonly #channels: number;
  readonly #tiles: LevelTiles;
  /** Means of the pair so far. */
  readonly #means: Float32Array;
  readonly #isWhole: boolean;
  /** Share of the last finer column in the mean of the last two: less than half where the image ends inside its block. */
  readonly #edgeShare: number;
  #rowsHeld = 0;

  constructor(image: SampledImage, finerLevel: number, tiles: LevelTiles) {
    this.#channels = image.channels;
    this.#tiles = tiles;
    this.#means = new Float32Array(tiles.width * image.channels);
    this.#isWhole = !(image.samples instanceof Float32Array);
    this.#edgeShare = edgeShare(image.width, finerLevel);
  }

  /** @param row a row of the finer level, unrounded @param weight full-size rows that it stands for */
  take(row: Samples, weight: number): void {
    const means = this.#means;
    const held = this.#rowsHeld;
    if (held === 0) halve(row, means, this.#channels, this.#edgeShare);
    else {
      const pair = new Float32Array(means.length);
      halve(row, pair, this.#channels, this.#edgeShare);
      const share = weight / (held + weight);
      if (share === 0.5) for (let at = 0; at < means.length; at++) means[at] = (means[at]! + pair[at]!) * 0.5;
      else for (let at = 0; at < means.length; at++) means[at] = means[at]! + (pair[at]! - means[at]!) * share;
    }
    this.#rowsHeld += weight;
    if (held > 0) this.#emit();
  }

  /** After the last row of the image: an odd one stands alone. */
  end(): void {
    if (this.#rowsHeld > 0) this.#emit();
    this.next?.end();
  }

  #emit(): void {
    const row = this.#tiles.nextRow();
    const means = this.#means;
    if (this.#isWhole) for (let at = 0; at < means.length; at++) row[at] = means[at]! + 0.5;
    else row.set(means);
    this.#tiles.rowDone();
    this.next?.take(means, this.#rowsHeld);
    this.#rowsHeld = 0;
  }
}

function edgeShare(fullWidth: number, level: number): number {
  const block = 2 ** level;
  const columns = levelSide(fullWidth, level);
  const last = fullWidth - (columns - 1) * block;
  return last / (last + block);
}

/** Means of neighbouring columns; a last odd one stands alone. */
function halve(row: Samples, into: Float32Array, channels: number, lastShare: number): void {
  const pairs = Math.floor(row.length / channels / 2);
  if (channels === 1) for (let x = 0; x < pairs; x++) into[x] = (row[2 * x]! + row[2 * x + 1]!) * 0.5;
  else {
    for (let x = 0; x < pairs; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const from = 2 * x * channels + channel;
        into[x * channels + channel] = (row[from]! + row[from + channels]!) * 0.5;
      }
    }
  }
  const isOdd = pairs * channels < into.length;
  for (let channel = 0; channel < channels; channel++) {
    if (isOdd) into[pairs * channels + channel] = row[2 * pairs * channels + channel]!;
    else if (lastShare < 0.5) {
      const from = (2 * pairs - 2) * channels + channel;
      into[(pairs - 1) * channels + channel] = row[from]! + (row[from + channels]! - row[from]!) * lastShare;
    }
  }
}
