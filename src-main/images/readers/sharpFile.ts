import sharp from 'sharp';
import type { Metadata, Sharp } from 'sharp';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError, messageOf } from '../../core/SfumatoError.ts';
import type { FileToDecode } from '../imagesApi.ts';
import { maximumPixels } from '../limits.ts';

/**
 * A page of a file opened by libvips: sample values as they are stored, no profile applied, nothing let pass that is cut
 * or damaged.
 */
export function openSharp(file: FileToDecode, page = 0): Sharp {
  return sharp(file.path, { failOn: 'error', limitInputPixels: maximumPixels, ignoreIcc: true, page, pages: 1 });
}

/**
 * What the header of a page says.
 * @throws SfumatoError `unreadableImage`
 */
export function pageHeader(file: FileToDecode, page = 0): Promise<Metadata> {
  return openSharp(file, page)
    .metadata()
    .catch((thrown: unknown) => {
      throw unreadable(file, thrown);
    });
}

/**
 * What the header says, once it is sure that there is one plain image in the file.
 * @throws SfumatoError `unreadableImage`
 */
export async function singlePageHeader(file: FileToDecode): Promise<Metadata> {
  const header = await pageHeader(file);
  if ((header.pages ?? 1) > 1) {
    throw new SfumatoError('unreadableImage', say('animation', { name: file.name, frames: header.pages ?? 0 }));
  }
  return header;
}

/** libvips says the same thing once per layer it passes through; the first line tells what happened. */
export function unreadable(file: FileToDecode, thrown: unknown): SfumatoError {
  if (thrown instanceof SfumatoError) return thrown;
  const reason = (messageOf(thrown).split('\n')[0] ?? '').replaceAll(file.path, '').replace(/^[:\s]+/, '');
  return new SfumatoError('unreadableImage', say('cannotBeRead', { name: file.name, why: reason }), { cause: thrown });
}
