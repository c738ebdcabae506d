import type { BytePixels, DecodedImage, DecodedLabels, FileToDecode } from '../images/imagesApi.ts';

/** The decoders as the services see them, wherever their process runs. */
export interface ImagesClientPort {
  /**
   * @param samplesPath file to write, interleaved little-endian samples
   * @throws SfumatoError `unreadableImage` or `decoderFailed` naming the file, `diskFull`, `cancelled`
   */
  decodeImage(file: FileToDecode, samplesPath: string, signal?: AbortSignal): Promise<DecodedImage>;
  decodeLabels(file: FileToDecode, signal?: AbortSignal): Promise<DecodedLabels>;
  writePng(path: string, pixels: BytePixels, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
