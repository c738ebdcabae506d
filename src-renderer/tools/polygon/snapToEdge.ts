import type { ImagePoint } from '../../../src-main/core/geometry.ts';
import type { LabelPlanes } from '../../../src-main/core/labels/LabelPlanes.ts';

/**
 * The corner of a label's outline nearest to a point: where the four pixels around a grid point are not all alike. True
 * corners, where the outline turns, are preferred to places along a straight side.
 * @param reach how far to look, in image pixels
 * @returns null when no outline is near
 */
export function snapToEdge({ classes, objects }: LabelPlanes, point: ImagePoint, reach: number): ImagePoint | null {
  const far = Math.min(Math.ceil(reach), 64);
  const [middleX, middleY] = [Math.round(point.x), Math.round(point.y)];
  const labelAt = (x: number, y: number): string =>
    x < 0 || y < 0 || x >= classes.width || y >= classes.height ? 'outside' : `${classes.get(x, y)} ${objects.get(x, y)}`;
  let best: ImagePoint | null = null;
  let least = Infinity;
  for (let y = middleY - far; y <= middleY + far; y++) {
    for (let x = middleX - far; x <= middleX + far; x++) {
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance > reach || distance / 2 >= least) continue;
      const [upperLeft, upperRight, lowerLeft, lowerRight] = [labelAt(x - 1, y - 1), labelAt(x, y - 1), labelAt(x - 1, y), labelAt(x, y)];
      if (upperLeft === upperRight && upperLeft === lowerLeft && upperLeft === lowerRight) continue;
      const isStraight = (upperLeft === upperRight && lowerLeft === lowerRight) || (upperLeft === lowerLeft && upperRight === lowerRight);
      const weight = isStraight ? distance : distance / 2;
      if (weight < least) [least, best] = [weight, { x, y }];
    }
  }
  return best;
}
