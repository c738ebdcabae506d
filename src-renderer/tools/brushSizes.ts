export const largestDiameterImagePx = 400;

/** A step of a sixth, at least one pixel: even to the hand at every size. */
const stepShare = 1 / 6;

/** @returns the next larger (1) or smaller (-1) brush, in image pixels */
export function nextBrushDiameter(diameterImagePx: number, direction: 1 | -1): number {
  const step = Math.max(1, Math.round(diameterImagePx * stepShare));
  return Math.min(Math.max(diameterImagePx + direction * step, 1), largestDiameterImagePx);
}

export const brushShapes = ['round', 'square'] as const;
