import type { ImageRecord } from '../records.ts';
import type { DisplayRange } from './displayUnits.ts';

/**
 * The ranges that make display units of an image's samples: the image's own, not those that window and level are at just
 * now, so that a tolerance means the same whatever is on screen.
 */
export function toolRanges({ colour, channelRanges, displayRange }: Pick<ImageRecord, 'colour' | 'channelRanges' | 'displayRange'>): readonly DisplayRange[] {
  return colour === 'channels' && channelRanges.length > 0 ? channelRanges : [displayRange];
}
