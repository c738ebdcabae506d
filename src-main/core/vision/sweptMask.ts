import type { PixelBox } from '../geometry.ts';
import { eachSweptSpan } from '../labels/brush.ts';
import type { BrushSweep } from '../labels/brush.ts';
import type { ImageSize } from '../labels/labelTiles.ts';
import { emptyMask } from './SampleWindow.ts';
import type { PixelMask } from './SampleWindow.ts';

/** The pixels of a box that lie under a brush's sweeps, as the brush itself would paint them. @param size of the image */
export function sweptMask(size: ImageSize, sweeps: readonly BrushSweep[], box: PixelBox): PixelMask {
  const mask = emptyMask(box.width, box.height);
  for (const sweep of sweeps) {
    eachSweptSpan(size, sweep, (y, x, end) => {
      const row = y - box.y;
      const first = Math.max(x - box.x, 0);
      const stop = Math.min(end - box.x, box.width);
      if (row >= 0 && row < box.height && first < stop) mask.data.fill(1, row * box.width + first, row * box.width + stop);
    });
  }
  return mask;
}

/** The box of whole pixels that sweeps can reach, inside the image. */
export function sweptBox(size: ImageSize, sweeps: readonly BrushSweep[]): PixelBox {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const sweep of sweeps) {
    eachSweptSpan(size, sweep, (y, x, end) => {
      left = Math.min(left, x);
      right = Math.max(right, end);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    });
  }
  return right > left ? { x: left, y: top, width: right - left, height: bottom - top } : { x: 0, y: 0, width: 0, height: 0 };
}
