/** Standard deviation of a window's weights, as a share of its side: that of nnU-Net. */
const deviationShare = 1 / 8;

/**
 * How a window's weight stands to the sum of weights: `rising` over its first half where the window before it overlaps it,
 * `falling` over its second half where the next one does, `whole` where it lies alone.
 */
export type Share = 'whole' | 'rising' | 'falling';

export type BlendingShares = Readonly<Record<Share, Float64Array>>;

/**
 * Shares of one axis of windows that overlap by half, weighted by Gaussians about their middles and divided by the sum of
 * weights. The grid of windows and the two-dimensional Gaussian are products of their axes, so the product of a row's and a
 * column's share is the share of the pixel, and no sum of weights need be kept. A window begins and ends with a share of
 * about 1 / (1 + e^8), 0.03 %; from one value to the next a share changes by less than 8 / side.
 * @param side of a window in values (pixels, or squares of the loss map), even
 * @returns side / 2 shares each, 0 … 1; rising + falling = 1
 * Source: Isensee et al. 2021, doi:10.1038/s41592-020-01008-z (nnU-Net: half overlap, Gaussian weights, deviation side / 8)
 */
export function blendingShares(side: number): BlendingShares {
  const half = side / 2;
  const middle = (side - 1) / 2;
  const weight = (at: number): number => Math.exp(-0.5 * ((at - middle) / (deviationShare * side)) ** 2);
  const rising = Float64Array.from({ length: half }, (_none, at) => weight(at) / (weight(at) + weight(half + at)));
  return { whole: new Float64Array(half).fill(1), rising, falling: rising.map((share) => 1 - share) };
}
