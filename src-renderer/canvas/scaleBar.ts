/** A bar of known length beside the image. */
export interface ScaleBar {
  /** Length on the screen, CSS pixels. */
  readonly lengthPx: number;
  readonly value: number;
  readonly unit: LengthUnit;
}

export type LengthUnit = 'px' | 'nm' | 'µm' | 'mm';

/** Micrometres a unit. */
const unitsUm: readonly (readonly [Exclude<LengthUnit, 'px'>, number])[] = [
  ['mm', 1000],
  ['µm', 1],
  ['nm', 0.001],
];

/**
 * The longest bar of a round length (1, 2 or 5 times a power of ten) that is not longer than asked for.
 * @param scale CSS pixels an image pixel
 * @param pixelSizeUm width of an image pixel in micrometres; null gives a bar in image pixels
 * @param longestPx CSS pixels
 */
export function scaleBarOf(scale: number, pixelSizeUm: number | null, longestPx: number): ScaleBar {
  const longest = (longestPx / scale) * (pixelSizeUm ?? 1);
  const length = pixelSizeUm === null ? Math.max(roundLength(longest), 1) : roundLength(longest);
  const lengthPx = (length / (pixelSizeUm ?? 1)) * scale;
  if (pixelSizeUm === null) return { lengthPx, value: length, unit: 'px' };
  const { value, unit } = inUnit(length);
  return { lengthPx, value, unit };
}

/** @returns a length in the unit that keeps it between 1 and 1000 where one does, millimetres past that */
export function inUnit(lengthUm: number): { readonly value: number; readonly unit: Exclude<LengthUnit, 'px'> } {
  // A power of ten taken from a rounded quotient must not fall short of its unit.
  const [unit, size] = unitsUm.find(([, unitUm]) => Math.abs(lengthUm) >= unitUm * (1 - 1e-9)) ?? unitsUm.at(-1)!;
  return { value: Number((lengthUm / size).toPrecision(12)), unit };
}

function roundLength(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest) + 1e-9);
  const step = [5, 2, 1].find((factor) => factor * power <= longest * (1 + 1e-9)) ?? 1;
  return Number((step * power).toPrecision(6));
}
