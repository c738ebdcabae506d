import { leastDistance, seenBy } from './colourVision.ts';
import type { Oklab } from './colourVision.ts';

/** Colour of class 0: a grey that no other class comes near. */
export const backgroundColour = '#666666';

/** Class indices 0 … 254; 255 stands for "not labelled". */
export const mostClasses = 255;

/**
 * The first classes: told apart with every common colour blindness. Without its black, which would be lost on an image.
 * Source: Okabe and Ito 2008, "Color Universal Design".
 */
const firstColours = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#d55e00', '#cc79a7', '#0072b2'];

/** Levels of red, green and blue that further colours are made of: 12 x 12 x 12 candidates. */
const levels = Array.from({ length: 12 }, (_, level) => Math.round((level / 11) * 255));
/** Darker ones are lost on a dark image, lighter ones on a bright one. */
const lightnessBetween = [0.42, 0.93] as const;
/** Greys are left out: they would be taken for the background or the image. */
const leastChroma = 0.06;

/** Made once, when a class past the first ones asks for it. */
let further: readonly string[] | null = null;

/**
 * The colour of a class that nobody has given one: Okabe and Ito's for the first seven, then for each in turn the colour
 * least like all before it, also to a colour-blind eye. No two of the 255 are the same, none is black.
 * @param index 0 … 254, 0 the background
 * @returns sRGB as `#rrggbb`
 * @throws RangeError
 */
export function classColour(index: number): string {
  if (!Number.isInteger(index) || index < 0 || index >= mostClasses) {
    throw new RangeError(`class colour: wanted an index of 0 … ${mostClasses - 1}, got ${index}`);
  }
  if (index === 0) return backgroundColour;
  if (index <= firstColours.length) return firstColours[index - 1]!;
  further ??= farthestColours([backgroundColour, ...firstColours], mostClasses - 1 - firstColours.length);
  return further[index - 1 - firstColours.length]!;
}

/** The first colour of the palette that is not taken yet, for a class added to others. */
export function freeClassColour(taken: readonly string[]): string {
  const isTaken = new Set(taken.map((colour) => colour.toLowerCase()));
  for (let index = 1; index < mostClasses; index++) if (!isTaken.has(classColour(index))) return classColour(index);
  return backgroundColour;
}

/** Takes again and again the candidate whose nearest colour so far is farthest: Gonzalez 1985, doi:10.1016/0304-3975(85)90224-5. */
function farthestColours(known: readonly string[], count: number): string[] {
  const candidates = levels.flatMap((red) => levels.flatMap((green) => levels.map((blue) => hex(red, green, blue)))).map((colour) => ({ colour, seen: seenBy(colour) }));
  const usable = candidates.filter(({ seen: [normal] }) => {
    const { lightness, greenRed, blueYellow } = normal!;
    return lightness >= lightnessBetween[0] && lightness <= lightnessBetween[1] && Math.hypot(greenRed, blueYellow) >= leastChroma;
  });
  const nearest = new Float64Array(usable.length).fill(Infinity);
  const takeInto = (seen: readonly Oklab[]): void => {
    for (const [at, candidate] of usable.entries()) nearest[at] = Math.min(nearest[at]!, leastDistance(candidate.seen, seen));
  };
  for (const colour of known) takeInto(seenBy(colour));
  return Array.from({ length: count }, () => {
    let best = 0;
    for (let at = 1; at < nearest.length; at++) if (nearest[at]! > nearest[best]!) best = at;
    const { colour, seen } = usable[best]!;
    takeInto(seen);
    return colour;
  });
}

function hex(...bytes: readonly number[]): string {
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
