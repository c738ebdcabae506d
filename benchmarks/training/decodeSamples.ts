import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { EngineImage } from '../../src-main/engine/engineApi.ts';
import type { ImagesApi } from '../../src-main/images/imagesApi.ts';
import { bytesPerPixel } from '../../src-main/services/images/PixelCache.ts';

/** Decodes an image file to the rows that the engine reads. @param samplesPath the file to write */
export async function decodeSamples(decoder: ImagesApi, path: string, samplesPath: string): Promise<Omit<EngineImage, 'imageId'>> {
  const pyramid = `${samplesPath}.pyramid`;
  const { width, height, channels, sampleType } = await decoder.decodeImage({ path, name: basename(path) }, pyramid);
  await decoder.writeSamples({ path: pyramid, width, height, bytesPerPixel: bytesPerPixel({ channels, sampleType }) }, samplesPath);
  await rm(pyramid);
  return { samplesPath, width, height, channels, sampleType };
}
