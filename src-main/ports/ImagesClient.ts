import type { DecodedImage, DecodedLabels } from '../images/imagesApi.ts';

/** One file to decode: where it lies, and the name to call it in messages. */
export interface FileToDecode {
  readonly path: string;
  readonly name: string;
}

/** The decoders as the services see them, wherever their process runs. */
export interface ImagesClientPort {
  /** @param samplesPath file to write, interleaved little-endian samples */
  decodeImage(file: FileToDecode, samplesPath: string, signal?: AbortSignal): Promise<DecodedImage>;
  decodeLabels(file: FileToDecode, signal?: AbortSignal): Promise<DecodedLabels>;
  /** Writes a byte a pixel as a grey 8-bit PNG, whole or not at all. */
  writePng(path: string, pixels: { width: number; height: number; data: Uint8Array }): Promise<void>;
  close(): Promise<void>;
}
