import type { PixelBox } from '../../core/geometry.ts';

/** Network input, window by window. */
export interface WindowSource {
  /** @returns [box.height, box.width, channels] normalised values; what lies past the right and bottom edge is its mirror image */
  window(box: PixelBox): Promise<Float32Array>;
}
