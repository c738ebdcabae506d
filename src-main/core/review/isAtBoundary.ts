import type { ImageSize } from '../labels/labelTiles.ts';

/** Whether a pixel lies beside one, by its sides, that is of another class. @param classes [pixels] */
export function isAtBoundary(index: number, classes: Uint8Array, { width, height }: ImageSize): boolean {
  const x = index % width;
  const own = classes[index];
  return (
    (x > 0 && classes[index - 1] !== own) ||
    (x < width - 1 && classes[index + 1] !== own) ||
    (index >= width && classes[index - width] !== own) ||
    (index < width * (height - 1) && classes[index + width] !== own)
  );
}
