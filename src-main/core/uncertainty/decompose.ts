import { SfumatoError } from '../SfumatoError.ts';

export interface EnsembleShape {
  readonly members: number;
  readonly pixels: number;
  readonly classes: number;
}

/** Doubt of each pixel in nats, 0 … ln C. Predictive entropy = mutual information + expected entropy. */
export interface UncertaintyMaps {
  readonly predictiveEntropy: Float32Array;
  readonly mutualInformation: Float32Array;
  readonly expectedEntropy: Float32Array;
}

/** p ln p, continued by its limit 0 at p = 0. */
function probabilityTimesLogarithm(probability: number): number {
  return probability > 0 ? probability * Math.log(probability) : 0;
}

/**
 * Splits an ensemble's doubt into what the data leave open (expected entropy) and what the members disagree about
 * (mutual information). The reference that the engine's tensor version is tested against.
 * @param probabilities [members, pixels, classes], summing to 1 over the classes
 * @throws SfumatoError `invalidInput` when the length does not fit the shape
 * Source: Houlsby et al. 2011, arXiv:1112.5745; Depeweg et al. 2018, arXiv:1710.07283.
 */
export function decomposeUncertainty(probabilities: Float32Array, shape: EnsembleShape): UncertaintyMaps {
  const { members, pixels, classes } = shape;
  if (members < 1 || probabilities.length !== members * pixels * classes) {
    throw new SfumatoError(
      'invalidInput',
      `ensemble probabilities: wanted ${members} x ${pixels} x ${classes} values, got ${probabilities.length}`,
    );
  }
  const predictiveEntropy = new Float32Array(pixels);
  const mutualInformation = new Float32Array(pixels);
  const expectedEntropy = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    let total = 0;
    let expected = 0;
    for (let index = 0; index < classes; index++) {
      let mean = 0;
      for (let member = 0; member < members; member++) {
        const probability = probabilities[(member * pixels + pixel) * classes + index]!;
        mean += probability / members;
        expected -= probabilityTimesLogarithm(probability) / members;
      }
      total -= probabilityTimesLogarithm(mean);
    }
    predictiveEntropy[pixel] = Math.max(0, total);
    // By Jensen's inequality it is never negative; rounding may take it a hair below.
    mutualInformation[pixel] = Math.max(0, total - expected);
    expectedEntropy[pixel] = Math.max(0, expected);
  }
  return { predictiveEntropy, mutualInformation, expectedEntropy };
}
