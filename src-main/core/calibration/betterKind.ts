import type { TemperatureKind } from './Temperatures.ts';

/** What one image's labelled pixels lose with either kind of temperatures, nats in all. */
export interface ImageLosses extends Readonly<Record<TemperatureKind, number>> {
  readonly pixels: number;
}

/**
 * Which kind of temperatures is worth more on images that neither was fitted on: one for each class where its gain a pixel is over
 * one standard error of that gain, for images differ; else one for all, the simpler of two that serve alike.
 * @param images two at least
 * Source: Breiman et al. 1984, Classification and Regression Trees, section 3.4.3, the one standard error rule; Cochran 1977, Sampling Techniques, section 6.4,
 *   on the error of a ratio.
 */
export function betterKind(images: readonly ImageLosses[]): TemperatureKind {
  const pixels = images.reduce((sum, image) => sum + image.pixels, 0);
  const gain = images.reduce((sum, { single, perClass }) => sum + single - perClass, 0) / pixels;
  const spread = images.reduce((sum, image) => sum + (image.single - image.perClass - gain * image.pixels) ** 2, 0);
  const standardError = Math.sqrt((images.length / (images.length - 1)) * spread) / pixels;
  return gain > standardError ? 'perClass' : 'single';
}
