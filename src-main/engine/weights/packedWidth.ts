import { encoderWidths } from '../../../models/encoders/Encoder.ts';

/** How a package is cut into its networks. */
export interface Packing {
  /** Width of the package over that of the one network that it takes the place of, α: over 0. */
  readonly alpha: number;
  /** M: 1 or more. */
  readonly members: number;
}

/** What rounding may have left over a whole number. */
const rounding = 1e-9;

/**
 * Channels of each network of a package in place of one of `channels`: α / M of them, rounded up, so that no layer is without any.
 * @param channels 1 or more, of any layer whose others follow from it, such as the `width` of a U-Net
 * @returns 1 or more
 * Source: Laurent et al. 2023, arXiv:2210.09184, section 3.2.
 */
export function packedWidth(channels: number, { alpha, members }: Packing): number {
  return Math.max(1, Math.ceil((alpha * channels) / members - rounding));
}

/**
 * The same of an encoder, whose width is a share of the published channels: the next larger of the shares that there are;
 * all of them where the package would have more.
 * @param share one of `encoderWidths`
 */
export function packedEncoderWidth(share: number, { alpha, members }: Packing): (typeof encoderWidths)[number] {
  const wanted = (alpha * share) / members - rounding;
  return encoderWidths.filter((width) => width >= wanted).at(-1) ?? encoderWidths[0];
}
