import type { DecodedImage, DecodedLabels, FileDescription, FileToDecode, GreyPixels, PyramidFile } from '../images/imagesApi.ts';

/** The decoders as the services see them, wherever their process runs: see `ImagesApi`. */
export interface ImagesClientPort {
  /** @throws SfumatoError `unreadableImage` or `decoderFailed` naming the file, `cancelled` */
  describe(file: FileToDecode, signal?: AbortSignal): Promise<FileDescription>;
  /**
   * @param pyramidPath file to write: levels of tiles, see `core/pyramid.ts`
   * @throws SfumatoError `unreadableImage` or `decoderFailed` naming the file, `diskFull`, `cancelled`
   */
  decodeImage(file: FileToDecode, pyramidPath: string, signal?: AbortSignal): Promise<DecodedImage>;
  decodeLabels(file: FileToDecode, signal?: AbortSignal): Promise<DecodedLabels>;
  writeSamples(pyramid: PyramidFile, samplesPath: string, signal?: AbortSignal): Promise<void>;
  writePng(path: string, pixels: GreyPixels, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
