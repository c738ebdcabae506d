import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { SampleType } from '../../core/records.ts';
import { systemError } from '../../files/systemError.ts';
import type { EngineImage } from '../engineApi.ts';

const bytesPerSample: Readonly<Record<SampleType, number>> = { uint8: 1, uint16: 2, float32: 4 };

/** Weights of red, green and blue in grey. Source: ITU-R BT.601. */
const luma = [0.299, 0.587, 0.114] as const;

/** An image's decoded samples as grey rows, read from its file as they are needed. */
export class GreySource {
  readonly width: number;
  readonly height: number;
  readonly #file: FileHandle;
  readonly #image: EngineImage;

  private constructor(image: EngineImage, file: FileHandle) {
    this.width = image.width;
    this.height = image.height;
    this.#image = image;
    this.#file = file;
  }

  /** @throws SfumatoError `notFound` without the file, `corrupt` when its size does not fit the image */
  static async open(image: EngineImage): Promise<GreySource> {
    const wanted = image.width * image.height * image.channels * bytesPerSample[image.sampleType];
    let file: FileHandle | null = null;
    try {
      file = await open(image.samplesPath, 'r');
      const { size } = await file.stat();
      if (size === wanted) return new GreySource(image, file);
      throw new SfumatoError(
        'corrupt',
        `samples of image ${image.imageId} (${image.samplesPath}): wanted ${wanted} bytes for ${image.width} x ${image.height} x ${image.channels} ${image.sampleType}, got ${size}`,
      );
    } catch (thrown) {
      await file?.close();
      throw systemError(thrown, image.samplesPath);
    }
  }

  /**
   * @param top, bottom rows top … bottom - 1
   * @returns their grey values in the image's own unit, row-major: the first channel, or the luma of the first three
   */
  async rows(top: number, bottom: number): Promise<Float32Array> {
    const { channels, sampleType, samplesPath } = this.#image;
    const rowBytes = this.width * channels * bytesPerSample[sampleType];
    const bytes = Buffer.allocUnsafeSlow((bottom - top) * rowBytes);
    for (let done = 0; done < bytes.byteLength; ) {
      const { bytesRead } = await this.#file.read(bytes, done, bytes.byteLength - done, top * rowBytes + done);
      if (bytesRead === 0) throw new SfumatoError('corrupt', `reading ${samplesPath}: it ends before row ${bottom}`);
      done += bytesRead;
    }
    return greyOf(samplesOf(bytes.buffer, sampleType), channels, this.width * (bottom - top));
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

function samplesOf(buffer: ArrayBuffer, sampleType: SampleType): Uint8Array | Uint16Array | Float32Array {
  // Every machine this runs on is little endian, as the file is.
  if (sampleType === 'uint8') return new Uint8Array(buffer);
  return sampleType === 'uint16' ? new Uint16Array(buffer) : new Float32Array(buffer);
}

function greyOf(samples: Uint8Array | Uint16Array | Float32Array, channels: number, pixels: number): Float32Array {
  if (channels === 1) return new Float32Array(samples);
  const grey = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * channels;
    grey[pixel] =
      channels < 3
        ? samples[at]!
        : luma[0] * samples[at]! + luma[1] * samples[at + 1]! + luma[2] * samples[at + 2]!;
  }
  return grey;
}
