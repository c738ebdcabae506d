import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ImageRecord, SampleType } from '../../core/records.ts';
import type { ImagesClientPort } from '../../ports/ImagesClient.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';

export const bytesOfSample: Readonly<Record<SampleType, number>> = { uint8: 1, uint16: 2, float32: 4 };

/** Files of decoded samples, made again from the stored original where one is missing or cut. */
export class SamplesCache {
  readonly #store: ProjectStore;
  readonly #images: ImagesClientPort;
  readonly #making = new Map<string, Promise<string>>();
  readonly #known = new Set<string>();

  constructor(store: ProjectStore, images: ImagesClientPort) {
    this.#store = store;
    this.#images = images;
  }

  /** @returns path of a file of width x height x channels samples */
  async pathOf(image: ImageRecord): Promise<string> {
    const path = this.#store.paths.samples(image.contentHash);
    if (this.#known.has(image.contentHash)) return path;
    const running = this.#making.get(image.contentHash) ?? this.#find(image, path);
    this.#making.set(image.contentHash, running);
    try {
      return await running;
    } finally {
      this.#making.delete(image.contentHash);
    }
  }

  /** After a file was found missing although it was there. */
  forget(image: ImageRecord): void {
    this.#known.delete(image.contentHash);
  }

  async #find(image: ImageRecord, path: string): Promise<string> {
    const expected = image.width * image.height * image.channels * bytesOfSample[image.sampleType];
    if ((await byteLength(path)) !== expected) {
      // The whole cache may have been taken away to make room.
      await mkdir(dirname(path), { recursive: true });
      const made = await this.#images.decodeImage(
        { path: this.#store.blobs.pathOf(image.contentHash), name: image.name },
        path,
      );
      if (made.width !== image.width || made.height !== image.height || made.sampleType !== image.sampleType) {
        throw new SfumatoError(
          'corrupt',
          `${image.name}: wanted ${image.width} x ${image.height} ${image.sampleType}, its stored file now decodes to ${made.width} x ${made.height} ${made.sampleType}`,
        );
      }
    }
    this.#known.add(image.contentHash);
    return path;
  }
}

async function byteLength(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
