import { unlabelled } from '../labels/labelMap.ts';
import { spearman } from './spearman.ts';

/** Probabilities below this count as this, as in the figures of a model. */
const smallestProbability = 1e-7;

/** One image with what a head foresees of its loss. */
export interface RankedImage {
  /** [pixels, classes], summing to 1 over the classes. */
  readonly probabilities: Float32Array;
  /** Class index of each pixel, 255 = unlabelled. */
  readonly truth: Uint8Array;
  /** In no unit: only its order among images means anything; null where the model has no such head. */
  readonly imageLoss: number | null;
}

/**
 * Whether images of which a model foresees more loss have more: the rank correlation of one number an image with the mean cross
 * entropy of its labelled pixels. Unlabelled pixels and images without any label never count.
 * Source: Yoo & Kweon 2019, arXiv:1905.03677, section 3.3, for the ranking.
 */
export class ImageLossRanking {
  readonly #foreseen: number[] = [];
  readonly #true: number[] = [];

  add({ probabilities, truth, imageLoss }: RankedImage): void {
    if (imageLoss === null) return;
    const classes = probabilities.length / truth.length;
    let sum = 0;
    let labelled = 0;
    for (let pixel = 0; pixel < truth.length; pixel++) {
      const label = truth[pixel]!;
      if (label === unlabelled || label >= classes) continue;
      labelled++;
      sum -= Math.log(Math.max(smallestProbability, probabilities[pixel * classes + label]!));
    }
    if (labelled === 0) return;
    this.#foreseen.push(imageLoss);
    this.#true.push(sum / labelled);
  }

  /** @returns Spearman's, -1 … 1; null where it is undefined: fewer than two images, or one side all equal */
  correlation(): number | null {
    return spearman(Float64Array.from(this.#foreseen), Float64Array.from(this.#true));
  }
}
