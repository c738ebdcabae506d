import type { PixelBox } from '../../core/geometry.ts';

/** Network input, window by window. */
export interface WindowSource {
  /** @returns box.width x box.height normalised values; what lies past the right and bottom edge is its mirror image */
  window(box: PixelBox): Promise<Float32Array>;
}
