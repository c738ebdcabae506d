import { magicWand } from '../../../src-main/core/vision/magicWand.ts';
import type { DisplayWindow } from '../../../src-main/core/vision/SampleWindow.ts';
import { words } from '../../messages/messages.ts';
import { readDisplayWindow } from '../assist/displayWindow.ts';
import type { Growth } from '../assist/SeedTool.ts';
import { wandOptions } from './wandOptions.svelte.ts';

/** The wand: connected pixels of a like colour; a drag upwards widens the tolerance. */
export const wandGrowth: Growth<DisplayWindow> = {
  tool: 'wand',
  levelPerPixel: 0.5,
  get level() {
    return wandOptions.tolerance;
  },
  set level(tolerance) {
    wandOptions.setTolerance(tolerance);
  },
  read: (target, box) => readDisplayWindow(target.image, box),
  grow: (window, _box, seed) => magicWand(window, seed, wandOptions.rule),
  describe: (pixelCount) => words.assist.wand.told(wandOptions.tolerance, pixelCount),
};
