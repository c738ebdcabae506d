import sharp from 'sharp';
import type { Metadata, Sharp } from 'sharp';
import { SfumatoError, messageOf } from '../../core/SfumatoError.ts';
import type { FileToDecode } from '../imagesApi.ts';
import { maximumPixels } from '../limits.ts';

/** A file opened by libvips: sample values as they are stored, no profile applied, nothing let pass that is cut or damaged. */
export function openSharp(file: FileToDecode): Sharp {
  return sharp(file.path, { failOn: 'error', limitInputPixels: maximumPixels, ignoreIcc: true, pages: 1 });
}

/**
 * What the header says, once it is sure that there is one plain image in the file.
 * @throws SfumatoError `unreadableImage`
 */
export async function singlePageHeader(file: FileToDecode): Promise<Metadata> {
  const header = await openSharp(file)
    .metadata()
    .catch((thrown: unknown) => {
      throw unreadable(file, thrown);
    });
  if ((header.pages ?? 1) > 1) {
    throw new SfumatoError(
      'unreadableImage',
      `${file.name}: holds ${header.pages} pages; stacks are not read yet, save each page as a file of its own`,
    );
  }
  return header;
}

/** libvips says the same thing once per layer it passes through; the first line tells what happened. */
export function unreadable(file: FileToDecode, thrown: unknown): SfumatoError {
  if (thrown instanceof SfumatoError) return thrown;
  const reason = (messageOf(thrown).split('\n')[0] ?? '').replaceAll(file.path, '').replace(/^[:\s]+/, '');
  return new SfumatoError('unreadableImage', `${file.name}: cannot be read (${reason})`, { cause: thrown });
}
