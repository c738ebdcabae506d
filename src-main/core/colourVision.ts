/** A colour as the eye orders it: lightness 0 … 1, and two axes of hue. */
export interface Oklab {
  readonly lightness: number;
  readonly greenRed: number;
  readonly blueYellow: number;
}

export type LinearRgb = readonly [red: number, green: number, blue: number];

/**
 * What full protanopia and deuteranopia make of a colour, in linear sRGB. Source: Machado, Oliveira and Fernandes 2009,
 * "A Physiologically-based Model for Simulation of Color Vision Deficiency", severity 1.0, doi:10.1109/TVCG.2009.113.
 */
const deficiencies: readonly (readonly number[])[] = [
  [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
];

/** @param colour sRGB as `#rrggbb` */
export function linearRgb(colour: string): LinearRgb {
  const value = Number.parseInt(colour.slice(1), 16);
  const linear = (byte: number): number => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  return [linear((value >> 16) & 255), linear((value >> 8) & 255), linear(value & 255)];
}

/** Source: Ottosson 2020, "A perceptual color space for image processing". */
export function oklabOf([red, green, blue]: LinearRgb): Oklab {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return {
    lightness: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    greenRed: 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    blueYellow: 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  };
}

/** @returns the colour as seen without a deficiency, with protanopia and with deuteranopia */
export function seenBy(colour: string): readonly Oklab[] {
  const rgb = linearRgb(colour);
  return [oklabOf(rgb), ...deficiencies.map((matrix) => oklabOf(multiply(matrix, rgb)))];
}

/** How unlike two colours are to the eye that tells them apart worst; black and white are 1 apart. */
export function leastDistance(first: readonly Oklab[], second: readonly Oklab[]): number {
  let least = Infinity;
  for (const [eye, one] of first.entries()) {
    const other = second[eye]!;
    least = Math.min(least, Math.hypot(one.lightness - other.lightness, one.greenRed - other.greenRed, one.blueYellow - other.blueYellow));
  }
  return least;
}

function multiply(matrix: readonly number[], [red, green, blue]: LinearRgb): LinearRgb {
  const row = (at: number): number => Math.min(Math.max(matrix[at]! * red + matrix[at + 1]! * green + matrix[at + 2]! * blue, 0), 1);
  return [row(0), row(3), row(6)];
}
