import type { PixelSize } from '../../core/records.ts';
import type { TiffPage } from './tiffPages.ts';
import { micrometresOf } from './units.ts';

/** What ImageJ writes into the description of a TIFF's first page, one `key=value` a line (ij.io.FileInfo). */
export interface ImageJDescription {
  readonly channels: number;
  /** Of length; an empty text where nothing was set. */
  readonly unit: string;
  /** Distance of neighbouring slices, in the unit. */
  readonly spacing: number | null;
}

/** Hyperstacks lie with the channel fastest, then the slice, then the time. @returns null for another program's text */
export function readImageJ(description: string): ImageJDescription | null {
  if (!description.startsWith('ImageJ=')) return null;
  const words = new Map(
    description.split('\n').map((line) => {
      const [key = '', ...value] = line.split('=');
      return [key.trim(), value.join('=').trim()];
    }),
  );
  const channels = Number(words.get('channels') ?? 1);
  const spacing = Number(words.get('spacing') ?? NaN);
  return {
    channels: Number.isInteger(channels) && channels > 0 ? channels : 1,
    unit: words.get('unit') ?? '',
    spacing: spacing > 0 ? spacing : null,
  };
}

/** ImageJ keeps the pixels a unit in the resolution tags, without a TIFF unit. */
export function imageJPixelSize({ unit, spacing }: ImageJDescription, { resolution }: TiffPage): PixelSize | null {
  const scale = micrometresOf(unit);
  if (scale === null || !resolution) return null;
  return { x: scale / resolution.x, y: scale / resolution.y, z: spacing === null ? null : spacing * scale };
}
