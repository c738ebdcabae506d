/** Radius of the disc that outlines are smoothed with unless another is set, in pixels. */
export const usualSmoothRadiusPx = 2;
/** How much deeper than a waist its sides must be to be cut there unless another depth is set, in pixels. */
export const usualWaistDepthPx = 1;
