/** Radius of the disc that outlines are smoothed with, in pixels. */
export const smoothRadius = 2;
/** How much deeper than a waist its sides must be to be cut there, in pixels. */
export const waistDepth = 1;
