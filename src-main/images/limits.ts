import { say } from '../core/messages/Message.ts';
import type { Message } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';

/** The most pixels an image may have: a whole 20,000 x 20,000 section; more is a mistake or an attack. */
export const maximumPixels = 400_000_000;

/** The most that one image may take once decoded, in bytes: it is held in memory once while it is written out. */
const maximumDecodedBytes = 2 ** 31;

export interface DeclaredSize {
  readonly width: number;
  readonly height: number;
  readonly bytesPerPixel: number;
}

/**
 * Looks at what a file's header claims, before anything is allocated for it.
 * @throws SfumatoError `unreadableImage`
 */
export function assertWithinLimits(name: string, size: DeclaredSize): void {
  const { width, height, bytesPerPixel } = size;
  const refuse = (why: Message): never => {
    throw new SfumatoError('unreadableImage', why);
  };
  const told = `${width} x ${height}`;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    refuse(say('headerSays', { name, size: told }));
  }
  if (width * height > maximumPixels) {
    refuse(say('tooManyPixels', { name, size: told, millions: maximumPixels / 1e6 }));
  }
  if (width * height * bytesPerPixel > maximumDecodedBytes) {
    refuse(say('tooLargeDecoded', { name, mebibytes: Math.round((width * height * bytesPerPixel) / 2 ** 20), most: maximumDecodedBytes / 2 ** 20 }));
  }
}
