import type { SampleType } from '../core/records.ts';

/**
 * What the decoder process can be asked. Files come from outside and may be hostile, so they are opened there alone,
 * under a memory and a time budget, and the process is killed when either is spent.
 */
export interface ImagesApi {
  /** Decodes an image and writes its samples to `samplesPath` (interleaved, little endian, rows top to bottom). */
  decodeImage(file: FileToDecode, samplesPath: string): Promise<DecodedImage>;
  /** Decodes a label file; values are what the file holds: class indices or instance numbers, never colours. */
  decodeLabels(file: FileToDecode): Promise<DecodedLabels>;
  /** Writes a byte a pixel as a grey 8-bit PNG, whole or not at all. */
  writePng(path: string, pixels: BytePixels): Promise<void>;
}

/** One file to decode: where it lies, and the name to call it in messages. */
export interface FileToDecode {
  readonly path: string;
  readonly name: string;
}

export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 RGB. */
  readonly channels: 1 | 3;
  readonly sampleType: SampleType;
  /** 0.5th and 99.5th percentile of the samples for deep images, 0 … 255 for 8-bit ones. */
  readonly displayRange: readonly [number, number];
}

export interface DecodedLabels {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array | Uint16Array;
}

/** Row-major, a byte a pixel. */
export interface BytePixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
