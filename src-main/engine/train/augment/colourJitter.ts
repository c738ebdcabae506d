import type { RandomSource } from '../../../core/random/RandomSource.ts';
import type { AugmentationRecipe } from '../../../core/training/TrainingRecipe.ts';
import { luma } from '../../input/channelsOfSamples.ts';
import type { Matrix3 } from './matrix3.ts';
import { multiplied } from './matrix3.ts';

/** How far a crop's colours are changed. */
export type ColourRange = Pick<AugmentationRecipe, 'saturation' | 'hue' | 'colourBrightness'>;

/** One change of all colours: matrix times [red, green, blue], plus the offsets. */
export interface ColourChange {
  readonly matrix: Matrix3;
  readonly offsets: readonly [number, number, number];
}

/** Red, green and blue from luma and the chroma axes I and Q, and back. Source: FCC NTSC standard, 1953; luma as in ITU-R BT.601. */
const fromYiq: Matrix3 = [1, 0.9563, 0.621, 1, -0.2721, -0.6474, 1, -1.107, 1.7046];
const toYiq: Matrix3 = [...luma, 0.5959, -0.2746, -0.3213, 0.2115, -0.5227, 0.3112];

/** Draws a change of saturation and hue, and of the brightness of each colour by itself. */
export function drawColourChange({ saturation, hue, colourBrightness }: ColourRange, random: RandomSource): ColourChange {
  const factor = Math.exp(random.uniform(-Math.log(saturation), Math.log(saturation)));
  const turn = (random.uniform(-hue, hue) * Math.PI) / 180;
  const offset = (): number => random.uniform(-colourBrightness, colourBrightness);
  return { matrix: colourMatrix(factor, turn), offsets: [offset(), offset(), offset()] };
}

/**
 * The matrix that scales and turns the chroma of colours and leaves their luma; grey stays as it is.
 * @param saturation factor of the chroma
 * @param turn angle of the hue, radians
 */
export function colourMatrix(saturation: number, turn: number): Matrix3 {
  const [cosine, sine] = [saturation * Math.cos(turn), saturation * Math.sin(turn)];
  return multiplied(multiplied(fromYiq, [1, 0, 0, 0, cosine, -sine, 0, sine, cosine]), toYiq);
}

/** @param colours [pixels, 3] of red, green and blue; changed in place */
export function changeColours(colours: Float32Array, { matrix, offsets }: ColourChange): void {
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = matrix;
  for (let at = 0; at < colours.length; at += 3) {
    const [red, green, blue] = [colours[at]!, colours[at + 1]!, colours[at + 2]!];
    colours[at] = m0 * red + m1 * green + m2 * blue + offsets[0];
    colours[at + 1] = m3 * red + m4 * green + m5 * blue + offsets[1];
    colours[at + 2] = m6 * red + m7 * green + m8 * blue + offsets[2];
  }
}
