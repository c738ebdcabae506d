import { wandTest } from '../../../src-main/core/vision/magicWand.ts';
import { words } from '../../messages/messages.ts';
import { toolRanges } from '../../../src-main/core/vision/toolRanges.ts';
import type { Growth } from '../assist/SeedTool.ts';
import { wandOptions } from './wandOptions.svelte.ts';

/** The wand: connected pixels of a like colour; a drag upwards widens the tolerance. */
export const wandGrowth: Growth<ArrayLike<number>> = {
  tool: 'wand',
  levelPerPixel: 0.5,
  get connectivity() {
    return wandOptions.connectivity;
  },
  get level() {
    return wandOptions.tolerance;
  },
  set level(tolerance) {
    wandOptions.setTolerance(tolerance);
  },
  // As they are stored: display units of a whole slide would take four times the memory.
  read: async ({ image }, box) => (await image.readSamples(box)).samples,
  test: ({ image }) => wandTest(wandOptions.rule, image.record.channels, toolRanges(image.record)),
  describe: (pixelCount) => words.assist.wand.told(wandOptions.tolerance, pixelCount),
};
