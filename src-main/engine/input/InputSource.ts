import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { SampleType } from '../../core/records.ts';
import { systemError } from '../../files/systemError.ts';
import type { EngineImage } from '../engineApi.ts';
import { channelCountOf } from '../../core/training/InputChannels.ts';
import type { InputChannels } from '../../core/training/InputChannels.ts';
import { coloursOf, firstChannels, greyOf, meanOfChannels } from './channelsOfSamples.ts';
import type { Samples } from './channelsOfSamples.ts';

const bytesPerSample: Readonly<Record<SampleType, number>> = { uint8: 1, uint16: 2, float32: 4 };

/** An image's decoded samples as rows of a network's channels, read from its file as they are needed. */
export class InputSource {
  readonly width: number;
  readonly height: number;
  /** Values a pixel: 1 of grey, 3 of colour. */
  readonly channelCount: number;
  readonly #channels: InputChannels;
  readonly #file: FileHandle;
  readonly #image: EngineImage;

  private constructor(image: EngineImage, file: FileHandle, channels: InputChannels) {
    this.channelCount = channelCountOf(channels);
    this.#channels = channels;
    this.width = image.width;
    this.height = image.height;
    this.#image = image;
    this.#file = file;
  }

  /** @throws SfumatoError `notFound` without the file, `corrupt` when its size does not fit the image */
  static async open(image: EngineImage, channels: InputChannels): Promise<InputSource> {
    const wanted = image.width * image.height * image.channels * bytesPerSample[image.sampleType];
    let file: FileHandle | null = null;
    try {
      file = await open(image.samplesPath, 'r');
      const { size } = await file.stat();
      if (size === wanted) return new InputSource(image, file, channels);
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
   * @returns their values [rows, width, channelCount], as `channelsOfSamples.ts` says of each kind of image: in the image's
   *   own unit, or of fluorescence channels each by its own range (0 its lower end, 1 its upper one), for their units differ
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
    if (this.#channels === 'colour') return channelRanges ? firstChannels(samples, channelRanges, pixels) : coloursOf(samples, channels, pixels);
    return channelRanges ? meanOfChannels(samples, channelRanges, pixels) : greyOf(samples, channels, pixels);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

function samplesOf(buffer: ArrayBuffer, sampleType: SampleType): Samples {
  // Every machine this runs on is little endian, as the file is.
  if (sampleType === 'uint8') return new Uint8Array(buffer);
  return sampleType === 'uint16' ? new Uint16Array(buffer) : new Float32Array(buffer);
}
