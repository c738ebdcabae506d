/** Bins of the histogram of brightness. */
const bins = 8;

/**
 * What an image as a whole is like, before any model has seen it: mean and spread of its brightness, how much it changes from pixel to
 * pixel, and how its brightness is spread over eight bins.
 * @param grey [pixels], 0 … 255, rows top to bottom: a small version of the image is enough
 * @returns numbers of about 0 … 1, as many for each image
 */
export function imageFeatures(grey: Uint8Array, { width, height }: { readonly width: number; readonly height: number }): number[] {
  const histogram = new Float64Array(bins);
  let [sum, squares, steps] = [0, 0, 0];
  for (let pixel = 0; pixel < grey.length; pixel++) {
    const shade = grey[pixel]! / 255;
    sum += shade;
    squares += shade * shade;
    histogram[Math.min(bins - 1, Math.floor(shade * bins))]!++;
    const x = pixel % width;
    if (x > 0) steps += Math.abs(grey[pixel]! - grey[pixel - 1]!) / 255;
    if (pixel >= width) steps += Math.abs(grey[pixel]! - grey[pixel - width]!) / 255;
  }
  const pixels = width * height;
  const mean = sum / pixels;
  return [mean, Math.sqrt(Math.max(0, squares / pixels - mean * mean)), steps / (2 * pixels), ...Array.from(histogram, (count) => count / pixels)];
}
