import { logitsOf } from '../../../src-main/core/calibration/MemberLogits.ts';
import type { MemberLogits } from '../../../src-main/core/calibration/MemberLogits.ts';
import { digitClasses } from '../digits/digitSets.ts';

/**
 * What a method says of digits as the logits of one member, for the program's own calibration.
 * @param probabilities [N,10]; their logarithms stand for the logits, which they equal up to a constant of each image. Of an
 * ensemble, those of the mean: pooled, then calibrated (Rahaman & Thiery 2021, arXiv:2007.08792)
 * @param labels [N], 0 … 9
 */
export function digitLogits(probabilities: Float32Array, labels: Uint8Array): MemberLogits {
  return { members: 1, classes: digitClasses, logits: logitsOf(probabilities), truth: labels };
}
