import type { FileDescription, FileToDecode } from '../imagesApi.ts';
import { assertWithinLimits } from '../limits.ts';
import { pictureChannelNames } from '../pictureChannelNames.ts';
import { singlePageHeader } from './sharpFile.ts';
import { layoutOf, readWithSharp, sampleTypeOf } from './sharpImage.ts';
import type { SampledImage } from './sharpImage.ts';

/** PNG, JPEG and WebP: one picture a file. @throws SfumatoError `unreadableImage` */
export async function describePicture(file: FileToDecode, format: string): Promise<FileDescription> {
  const header = await singlePageHeader(file);
  const layout = layoutOf(file, header);
  const { width, height } = header;
  const { channels } = layout;
  assertWithinLimits(file.name, { width, height, bytesPerPixel: channels });
  return {
    format,
    width,
    height,
    channels,
    colour: channels === 1 ? 'grey' : 'rgb',
    channelNames: pictureChannelNames(channels === 1),
    sampleType: sampleTypeOf(layout),
    slices: 1,
    pixelSizeUm: null,
  };
}

export async function readPicture(file: FileToDecode): Promise<SampledImage> {
  return readWithSharp(file, await singlePageHeader(file));
}
