import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { toDisplayUnits } from '../../../src-main/core/vision/displayUnits.ts';
import { toolRanges } from '../../../src-main/core/vision/toolRanges.ts';
import type { DisplayWindow } from '../../../src-main/core/vision/SampleWindow.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';

export async function readDisplayWindow(image: LoadedImage, box: PixelBox): Promise<DisplayWindow> {
  return toDisplayUnits(await image.readSamples(box), toolRanges(image.record));
}
