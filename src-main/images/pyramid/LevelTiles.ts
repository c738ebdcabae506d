import { writeSync } from 'node:fs';
import { tileSide } from '../../core/labels/labelMap.ts';
import { levelSize, pyramidTileOffset } from '../../core/pyramid.ts';
import type { ImageSize } from '../../core/labels/labelTiles.ts';

export type Samples = Uint8Array | Uint16Array | Float32Array;

/** Writes one level of a pyramid tile by tile, from its rows as they come. Holds one row of tiles. */
export class LevelTiles {
  readonly width: number;
  readonly height: number;
  readonly #file: number;
  readonly #channels: number;
  readonly #level: number;
  readonly #whole: ImageSize;
  readonly #band: Samples;
  #row = 0;

  /** @param file descriptor of the pyramid file @param like samples of the type to write */
  constructor(file: number, whole: ImageSize & { readonly channels: number }, level: number, like: Samples) {
    const { width, height } = levelSize(whole, level);
    this.width = width;
    this.height = height;
    this.#file = file;
    this.#channels = whole.channels;
    this.#level = level;
    this.#whole = whole;
    this.#band = new (like.constructor as new (length: number) => Samples)(width * whole.channels * Math.min(tileSide, height));
  }

  /** Where the next row of interleaved samples is to be put; `rowDone` follows. */
  nextRow(): Samples {
    const samples = this.width * this.#channels;
    const at = (this.#row % tileSide) * samples;
    return this.#band.subarray(at, at + samples);
  }

  rowDone(): void {
    this.#row++;
    if (this.#row % tileSide === 0 || this.#row === this.height) this.#writeTiles();
  }

  #writeTiles(): void {
    const tileRow = Math.ceil(this.#row / tileSide) - 1;
    const rows = this.#row - tileRow * tileSide;
    const stride = this.width * this.#channels;
    const ordered = this.#band.slice(0, rows * stride);
    let to = 0;
    for (let left = 0; left < stride; left += tileSide * this.#channels) {
      const right = Math.min(stride, left + tileSide * this.#channels);
      for (let row = 0; row < rows; row++) {
        ordered.set(this.#band.subarray(row * stride + left, row * stride + right), to);
        to += right - left;
      }
    }
    const bytesPerPixel = this.#channels * ordered.BYTES_PER_ELEMENT;
    const at = pyramidTileOffset(this.#whole, { level: this.#level, column: 0, row: tileRow }) * bytesPerPixel;
    writeWhole(this.#file, new Uint8Array(ordered.buffer, ordered.byteOffset, ordered.byteLength), at);
  }
}

/** Writes all of `bytes`: a single call may write less. */
export function writeWhole(file: number, bytes: Uint8Array, at: number): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written, bytes.length - written, at + written);
}
