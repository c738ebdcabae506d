/** Added to both sides of Dice's fraction, in pixels: keeps it defined, and calm where a class has a handful of pixels. */
export const diceSmoothing = 1;
