import type { RandomSource } from '../../../core/random/RandomSource.ts';
import type { AugmentationRecipe } from '../../../core/training/TrainingRecipe.ts';
import { inverted } from './matrix3.ts';
import type { Matrix3 } from './matrix3.ts';

/** How far the amounts of stain in a crop are changed. */
export type StainRange = Pick<AugmentationRecipe, 'stain' | 'stainOffset'>;

/** What becomes of a stain's amounts: factor times amount, plus offset. */
export interface StainChange {
  readonly factor: number;
  readonly offset: number;
}

/**
 * Optical densities of red, green and blue for one unit of each stain: the H&E pair that goes by the names of Ruifrok & Johnston (2001),
 * to the three digits that HistomicsTK gives; scikit-image's `rgb_from_hed` has the same rounded to two.
 */
const haematoxylin = unit([0.65, 0.704, 0.286]);
const eosin = unit([0.072, 0.99, 0.105]);
/** What neither stain explains: at right angles to both. */
const residual = unit([
  haematoxylin[1] * eosin[2] - haematoxylin[2] * eosin[1],
  haematoxylin[2] * eosin[0] - haematoxylin[0] * eosin[2],
  haematoxylin[0] * eosin[1] - haematoxylin[1] * eosin[0],
]);
/** Columns are the stains: densities = matrix times amounts. */
const densities: Matrix3 = [
  haematoxylin[0], eosin[0], residual[0],
  haematoxylin[1], eosin[1], residual[1],
  haematoxylin[2], eosin[2], residual[2],
];
const amounts = inverted(densities);

/** Least light, of 1: that of the darkest of 8 bits above none, for none at all would be an endless density. */
const leastLight = 1 / 255;

/**
 * Draws a change for haematoxylin and one for eosin, each amount times a factor plus an offset, both uniform.
 * Source: Tellez et al. 2018, "Whole-slide mitosis detection in H&E breast histology using PHH3 as a reference to train distilled
 * stain-invariant convolutional networks", IEEE Trans Med Imaging 37(9):2126, doi:10.1109/TMI.2018.2820199, arXiv:1808.05896.
 */
export function drawStainChanges({ stain, stainOffset }: StainRange, random: RandomSource): readonly [StainChange, StainChange] {
  const draw = (): StainChange => ({ factor: 1 + random.uniform(-stain, stain), offset: random.uniform(-stainOffset, stainOffset) });
  return [draw(), draw()];
}

/**
 * Takes a crop apart into haematoxylin, eosin and what is left, changes the amounts of both stains, and puts it together again.
 * @param colours [pixels, 3] of transmitted light, 0 none … 1 all; changed in place, and above 1 where less stain is left than none
 * Source: Ruifrok & Johnston 2001, "Quantification of histochemical staining by color deconvolution", Anal Quant Cytol Histol 23(4):291.
 */
export function changeStains(colours: Float32Array, [first, second]: readonly [StainChange, StainChange]): void {
  const density = [0, 0, 0] as [number, number, number];
  for (let at = 0; at < colours.length; at += 3) {
    for (let channel = 0; channel < 3; channel++) density[channel] = -Math.log10(Math.max(leastLight, colours[at + channel]!));
    const ofFirst = amounts[0] * density[0] + amounts[1] * density[1] + amounts[2] * density[2];
    const ofSecond = amounts[3] * density[0] + amounts[4] * density[1] + amounts[5] * density[2];
    // Densities add up, so that only what is added of each stain has to be put together.
    const moreFirst = (first.factor - 1) * ofFirst + first.offset;
    const moreSecond = (second.factor - 1) * ofSecond + second.offset;
    for (let channel = 0; channel < 3; channel++) {
      colours[at + channel] = 10 ** -(density[channel]! + densities[3 * channel]! * moreFirst + densities[3 * channel + 1]! * moreSecond);
    }
  }
}

function unit([x, y, z]: readonly [number, number, number]): readonly [number, number, number] {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
