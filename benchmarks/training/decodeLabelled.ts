import { basename, join } from 'node:path';
import type { LabelledEngineImage } from '../../src-main/engine/engineApi.ts';
import { createImages } from '../../src-main/images/images.ts';
import { decodeSamples } from './decodeSamples.ts';

/** An image file with its label file. */
export interface LabelledPair {
  readonly image: string;
  readonly labels: string;
}

/** An image as the engine reads it, and the file that it came from. */
export interface DecodedPair extends LabelledEngineImage {
  readonly path: string;
}

export interface DecodeRule {
  /** Where the decoded samples go, and what their names begin with. */
  readonly workFolder: string;
  readonly prefix?: string;
  /** The class of a value in the label file. */
  readonly classOf: (value: number) => number;
  /** Also give the values as object numbers; default: no. */
  readonly withObjects?: boolean;
}

/** Decodes images and labels for the engine, in the order given. */
export async function decodeLabelled(pairs: readonly LabelledPair[], { workFolder, prefix = '', classOf, withObjects = false }: DecodeRule): Promise<DecodedPair[]> {
  const decoder = createImages();
  const images: DecodedPair[] = [];
  for (const { image, labels } of pairs) {
    const name = basename(image);
    const samples = await decodeSamples(decoder, image, join(workFolder, `${prefix}${name}.samples`));
    const { values } = await decoder.decodeLabels({ path: labels, name });
    images.push({ ...samples, path: image, imageId: name, labels: Uint8Array.from(values, classOf), ...(withObjects && { objects: Uint32Array.from(values) }) });
  }
  return images;
}
