import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { ImageRecord } from '../../../src-main/core/records.ts';
import { toDisplayUnits } from '../../../src-main/core/vision/displayUnits.ts';
import type { DisplayRange } from '../../../src-main/core/vision/displayUnits.ts';
import type { DisplayWindow } from '../../../src-main/core/vision/SampleWindow.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';

/**
 * The ranges that make display units of an image's samples: the image's own, not those that window and level are at just
 * now, so that a tolerance means the same whatever is on screen.
 */
export function toolRanges({ colour, channelRanges, displayRange }: ImageRecord): readonly DisplayRange[] {
  return colour === 'channels' && channelRanges.length > 0 ? channelRanges : [displayRange];
}

export async function readDisplayWindow(image: LoadedImage, box: PixelBox): Promise<DisplayWindow> {
  return toDisplayUnits(await image.readSamples(box), toolRanges(image.record));
}
