import type { ImagePoint } from '../../../src-main/core/geometry.ts';
import type { Ring } from '../traceRings.ts';
import type { ViewTransform } from '../viewTransform.ts';

/** Rings as a path on the screen. @param origin of the rings in the image */
export function pathOfRings(rings: readonly Ring[], origin: ImagePoint, { scale, offsetX, offsetY }: ViewTransform): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at += 2) {
      const x = (ring[at]! + origin.x) * scale + offsetX;
      const y = (ring[at + 1]! + origin.y) * scale + offsetY;
      if (at === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    path.closePath();
  }
  return path;
}
