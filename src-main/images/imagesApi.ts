import type { ImageColour, PixelSize, SampleType } from '../core/records.ts';

/**
 * What the decoder process can be asked. Files come from outside and may be hostile, so they are opened there alone,
 * under a memory and a time budget, and the process is killed when either is spent.
 */
export interface ImagesApi {
  /** Reads a file's header alone: what images it holds, without decoding a pixel. */
  describe(file: FileToDecode): Promise<FileDescription>;
  /** Decodes an image and writes its pyramid to `pyramidPath`: see `core/pyramid.ts`. */
  decodeImage(file: FileToDecode, pyramidPath: string): Promise<DecodedImage>;
  /** Decodes a label file; values are what the file holds: class indices or instance numbers, never colours. */
  decodeLabels(file: FileToDecode): Promise<DecodedLabels>;
  /** Writes the full-size samples of a pyramid row by row: interleaved, little endian, rows top to bottom. */
  writeSamples(pyramid: PyramidFile, samplesPath: string): Promise<void>;
  /** Writes grey pixels of 8 or 16 bits as PNG, whole or not at all. */
  writePng(path: string, pixels: GreyPixels): Promise<void>;
}

/** One image of a file to decode: where the file lies, and the name to call it in messages. */
export interface FileToDecode {
  readonly path: string;
  readonly name: string;
  /** Which of a stack's slices; default the first. */
  readonly slice?: number;
  /** Samples that its header claims, where that is known: a small file may hold a large image, which takes its time. */
  readonly samples?: number;
}

/** Of every slice the same. */
export interface FileDescription {
  /** Such as `PNG`, `TIFF`, `OME-TIFF`, `ImageJ TIFF`. */
  readonly format: string;
  readonly width: number;
  readonly height: number;
  /** Samples a pixel. */
  readonly channels: number;
  readonly colour: ImageColour;
  readonly channelNames: readonly string[];
  readonly sampleType: SampleType;
  readonly slices: number;
  readonly pixelSizeUm: PixelSize | null;
}

export interface DecodedImage extends Omit<FileDescription, 'format' | 'slices'> {
  /** 0.5th and 99.5th percentile of the samples for deep images, 0 … 255 for 8-bit ones. */
  readonly displayRange: readonly [number, number];
  /** The same for each channel by itself; percentiles also for 8-bit channels that are no picture's colours. */
  readonly channelRanges: readonly (readonly [number, number])[];
}

export interface PyramidFile {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly bytesPerPixel: number;
}

export interface DecodedLabels {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array | Uint16Array | Uint32Array;
}

/** Row-major, one value a pixel. */
export interface GreyPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint16Array;
}
