import { basename } from 'node:path';
import sharp from 'sharp';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { createImages } from '../../../src-main/images/images.ts';
import type { LabelledPair } from '../../training/decodeLabelled.ts';
import type { Picture } from './writeLoopImage.ts';

export interface ReadRule {
  readonly input: 'grey' | 'colour';
  /** The class of a value in the label file. */
  readonly classOf: (value: number) => number;
  /** The part that is used; default: the whole. */
  readonly box?: (size: { readonly width: number; readonly height: number }) => PixelBox;
  /** What it is made after that, pixels; labels are taken from the nearest pixel. Default: as it is. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** Reads an image file of 8 bits and its label file. */
export async function readPicture(imageId: string, { image, labels }: LabelledPair, { input, classOf, box, size: wanted }: ReadRule): Promise<Picture> {
  const { width, height, values } = await createImages().decodeLabels({ path: labels, name: basename(labels) });
  const part = box?.({ width, height }) ?? { x: 0, y: 0, width, height };
  const size = wanted ?? { width: part.width, height: part.height };
  const pixels = sharp(image)
    .removeAlpha()
    .extract({ left: part.x, top: part.y, width: part.width, height: part.height })
    .resize({ ...size, fit: 'fill', kernel: 'cubic' })
    .toColourspace(input === 'grey' ? 'b-w' : 'srgb');
  const { data, info } = await pixels.raw().toBuffer({ resolveWithObject: true });
  const channels = input === 'grey' ? 1 : 3;
  if (info.channels !== channels) throw new Error(`${image}: wanted ${channels} channels, got ${info.channels}`);
  const classes = new Uint8Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    const from = part.y + Math.floor(((y + 0.5) * part.height) / size.height);
    for (let x = 0; x < size.width; x++) {
      const column = part.x + Math.floor(((x + 0.5) * part.width) / size.width);
      classes[y * size.width + x] = classOf(values[from * width + column]!);
    }
  }
  return { imageId, ...size, channels, samples: new Uint8Array(data), labels: classes };
}
