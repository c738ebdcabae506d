import type { SampleType } from '../core/records.ts';

/**
 * What the decoder process can be asked. Files come from outside and may be hostile, so they are opened there alone,
 * under a memory and a time budget, and the process is killed when either is spent.
 */
export interface ImagesApi {
  /** Decodes an image and writes its samples to `samplesPath` (interleaved, little endian, rows top to bottom). */
  decodeImage(path: string, samplesPath: string): Promise<DecodedImage>;
  /** Decodes a label file; values are what the file holds: class indices or instance numbers, never colours. */
  decodeLabels(path: string): Promise<DecodedLabels>;
}

export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly sampleType: SampleType;
  /** 0.5th and 99.5th percentile of the samples for deep images, 0 … 255 for 8-bit ones. */
  readonly displayRange: readonly [number, number];
}

export interface DecodedLabels {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array | Uint16Array;
}
