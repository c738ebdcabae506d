import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { SampleType } from '../../core/records.ts';
import { systemError } from '../../files/systemError.ts';
import type { EngineImage } from '../engineApi.ts';

const bytesPerSample: Readonly<Record<SampleType, number>> = { uint8: 1, uint16: 2, float32: 4 };

/** Weights of red, green and blue in grey. Source: ITU-R BT.601. */
const luma = [0.299, 0.587, 0.114] as const;

/**
 * How far a channel's sample counts past its range, in widths of the range: bright objects may be so few that they lie
 * outside their percentiles, but a hot pixel of a dark channel must not drown all the others.
 */
const below = -1;
const above = 4;

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
        say('samplesWrongSize', {
          path: image.samplesPath,
          image: image.imageId,
          wanted,
          got: size,
          size: `${image.width} x ${image.height} x ${image.channels} ${image.sampleType}`,
        }),
      );
    } catch (thrown) {
      await file?.close();
      throw systemError(thrown, image.samplesPath);
    }
  }

  /**
   * @param top, bottom rows top … bottom - 1
   * @returns their grey values, row-major. In the image's own unit: the only sample, or the luma of a picture's colours.
   *   Of fluorescence channels: the mean of them all, each by its own range (0 its lower end, 1 its upper one), for no stain
   *   is worth more than another and their units differ
   */
  async rows(top: number, bottom: number): Promise<Float32Array> {
    const { channels, channelRanges, sampleType, samplesPath } = this.#image;
    const rowBytes = this.width * channels * bytesPerSample[sampleType];
    const bytes = Buffer.allocUnsafeSlow((bottom - top) * rowBytes);
    for (let done = 0; done < bytes.byteLength; ) {
      const { bytesRead } = await this.#file.read(bytes, done, bytes.byteLength - done, top * rowBytes + done);
      if (bytesRead === 0) throw new SfumatoError('corrupt', say('samplesCutOff', { path: samplesPath, row: bottom }));
      done += bytesRead;
    }
    const samples = samplesOf(bytes.buffer, sampleType);
    const pixels = this.width * (bottom - top);
    return channelRanges ? meanOfChannels(samples, channelRanges, pixels) : greyOf(samples, channels, pixels);
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

function meanOfChannels(samples: Uint8Array | Uint16Array | Float32Array, ranges: readonly (readonly [number, number])[], pixels: number): Float32Array {
  const grey = new Float32Array(pixels);
  const channels = ranges.length;
  for (const [channel, [low, high]] of ranges.entries()) {
    const perUnit = 1 / (high - low);
    for (let pixel = 0, at = channel; pixel < pixels; pixel++, at += channels) {
      grey[pixel]! += Math.min(above, Math.max(below, (samples[at]! - low) * perUnit)) / channels;
    }
  }
  return grey;
}
