import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { pyramidPixels } from '../../core/pyramid.ts';
import type { ImageRecord, SampleType } from '../../core/records.ts';
import type { ImagesClientPort } from '../../ports/ImagesClient.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { makeFolder } from '../../files/makeFolder.ts';

const bytesOfSample: Readonly<Record<SampleType, number>> = { uint8: 1, uint16: 2, float32: 4 };

export function bytesPerPixel({ channels, sampleType }: Pick<ImageRecord, 'channels' | 'sampleType'>): number {
  return channels * bytesOfSample[sampleType];
}

/** Files of decoded images, made again from the stored original where one is missing or cut. */
export class PixelCache {
  readonly #store: ProjectStore;
  readonly #images: ImagesClientPort;
  readonly #making = new Map<string, Promise<void>>();
  readonly #known = new Set<string>();

  constructor(store: ProjectStore, images: ImagesClientPort) {
    this.#store = store;
    this.#images = images;
  }

  /** @returns path of a file of tiles laid out by `core/pyramid.ts` */
  async pyramidOf(image: ImageRecord): Promise<string> {
    const path = this.#store.paths.pyramid(image.contentHash);
    await this.#once(path, pyramidPixels(image) * bytesPerPixel(image), () => this.#decode(image, path));
    return path;
  }

  /** @returns path of a file of width x height x channels samples, row by row; made when it is first asked for */
  async pathOf(image: ImageRecord): Promise<string> {
    const path = this.#store.paths.samples(image.contentHash);
    await this.#once(path, image.width * image.height * bytesPerPixel(image), async () => {
      const pyramid = await this.pyramidOf(image);
      await this.#images.writeSamples({ path: pyramid, width: image.width, height: image.height, bytesPerPixel: bytesPerPixel(image) }, path);
    });
    return path;
  }

  /** After files were found missing although they were there. */
  forget(image: ImageRecord): void {
    this.#known.delete(this.#store.paths.pyramid(image.contentHash));
    this.#known.delete(this.#store.paths.samples(image.contentHash));
  }

  async #once(path: string, expectedBytes: number, make: () => Promise<void>): Promise<void> {
    if (this.#known.has(path)) return;
    const running = this.#making.get(path) ?? this.#ensure(path, expectedBytes, make);
    this.#making.set(path, running);
    try {
      await running;
    } finally {
      this.#making.delete(path);
    }
  }

  async #ensure(path: string, expectedBytes: number, make: () => Promise<void>): Promise<void> {
    if ((await byteLength(path)) !== expectedBytes) {
      // The whole cache may have been taken away to make room.
      await makeFolder(dirname(path));
      await make();
    }
    this.#known.add(path);
  }

  async #decode(image: ImageRecord, path: string): Promise<void> {
    const { fileHash, slice } = this.#store.images.source(image.id);
    const made = await this.#images.decodeImage({ path: this.#store.blobs.pathOf(fileHash), name: image.name, slice, samples: image.width * image.height * image.channels }, path);
    if (made.width === image.width && made.height === image.height && made.sampleType === image.sampleType && made.channels === image.channels) return;
    throw new SfumatoError(
      'corrupt',
      say('storedFileDiffers', { name: image.name, wanted: shapeOf(image), got: shapeOf(made) }),
    );
  }
}

async function byteLength(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}

function shapeOf({ width, height, channels, sampleType }: Pick<ImageRecord, 'width' | 'height' | 'channels' | 'sampleType'>): string {
  return `${width} x ${height} x ${channels} ${sampleType}`;
}
