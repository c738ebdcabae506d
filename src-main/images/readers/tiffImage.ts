import { SfumatoError } from '../../core/SfumatoError.ts';
import type { FileToDecode } from '../imagesApi.ts';
import { readWithSharp } from './sharpImage.ts';
import type { SampledImage } from './sharpImage.ts';
import { readTiffTags } from './tiffTags.ts';
import type { TiffTags } from './tiffTags.ts';

const whiteIsZero = 0;
const blackIsZero = 1;
const rgb = 2;
const planesApart = 2;

/**
 * A TIFF through libvips, which takes four grey samples a pixel (a small stack, four stains) for RGB with alpha: what
 * the tags call them is looked at first. Some writers call such a stack RGB with alpha too; then only its planes, kept
 * apart as no picture's are, tell.
 * @throws SfumatoError `unreadableImage`
 */
export async function readTiffImage(file: FileToDecode): Promise<SampledImage> {
  const tags = await readTiffTags(file.path);
  if (tags && isManyGreySamples(tags)) {
    throw new SfumatoError(
      'unreadableImage',
      `${file.name}: wanted 1 grey or 3 RGB samples a pixel, it holds ${tags.samplesPerPixel} grey ones; save each channel as a file of its own`,
    );
  }
  if (tags && isStackCalledColour(tags)) {
    throw new SfumatoError(
      'unreadableImage',
      `${file.name}: ${tags.samplesPerPixel} planes kept apart, called RGB with alpha: a stack or channels, by the look of it; save each as a file of its own, or RGB without alpha`,
    );
  }
  return readWithSharp(file);
}

function isStackCalledColour({ photometric, planarConfiguration, samplesPerPixel }: TiffTags): boolean {
  return photometric === rgb && planarConfiguration === planesApart && samplesPerPixel > 3;
}

function isManyGreySamples({ photometric, samplesPerPixel, extraSamples }: TiffTags): boolean {
  if (photometric !== whiteIsZero && photometric !== blackIsZero) return false;
  const alphas = extraSamples.filter((kind) => kind === 1 || kind === 2).length;
  return samplesPerPixel - alphas > 1;
}

/** @returns whether the stored numbers are turned round for display, which must not happen to labels */
export function isWhiteZero(tags: TiffTags | null): boolean {
  return tags?.photometric === whiteIsZero;
}
