import { SfumatoError } from '../SfumatoError.ts';
import { unlabelled } from '../labels/labelMap.ts';

/**
 * Pixels by their class in the truth and in the prediction, summed over all images of a set: what benchmarks of semantic
 * segmentation take the intersection over union of. Unlabelled pixels never count.
 * Source: Everingham et al. 2010, "The PASCAL Visual Object Classes challenge", section 4.3 (IoU over the whole set).
 */
export class ClassConfusion {
  readonly #classCount: number;
  /** Row = truth, column = prediction. */
  readonly #counts: Float64Array;

  constructor(classCount: number) {
    this.#classCount = classCount;
    this.#counts = new Float64Array(classCount * classCount);
  }

  /**
   * @param prediction class index of each pixel
   * @param truth class index of each pixel, 255 where nobody has labelled
   * @throws SfumatoError `sizeMismatch` when the lengths differ, `classOutOfRange` when a class is not one of the counted
   */
  add(prediction: Uint8Array, truth: Uint8Array): void {
    const classes = this.#classCount;
    if (prediction.length !== truth.length) {
      throw new SfumatoError('sizeMismatch', `confusion of classes: wanted ${truth.length} predicted pixels, got ${prediction.length}`);
    }
    for (let pixel = 0; pixel < truth.length; pixel++) {
      const wanted = truth[pixel]!;
      if (wanted === unlabelled) continue;
      const got = prediction[pixel]!;
      if (wanted >= classes || got >= classes) {
        throw new SfumatoError('classOutOfRange', `confusion of classes, pixel ${pixel}: wanted classes below ${classes}, got truth ${wanted}, prediction ${got}`);
      }
      this.#counts[wanted * classes + got]!++;
    }
  }

  /** @returns intersection over union of each class, 0 … 1; null for classes that are neither in the truth nor predicted */
  intersectionOverUnion(): (number | null)[] {
    return Array.from({ length: this.#classCount }, (_, index) => {
      const { truth, predicted, both } = this.#of(index);
      const union = truth + predicted - both;
      return union === 0 ? null : both / union;
    });
  }

  /** @returns mean over the classes that the truth has (mIoU), 0 … 1; NaN of none */
  meanIntersectionOverUnion(): number {
    const present = this.intersectionOverUnion().filter((_, index) => this.#of(index).truth > 0) as number[];
    return present.reduce((sum, value) => sum + value, 0) / present.length;
  }

  /** @returns share of labelled pixels predicted right, 0 … 1; NaN of none */
  accuracy(): number {
    let right = 0;
    for (let index = 0; index < this.#classCount; index++) right += this.#of(index).both;
    return right / this.#counts.reduce((sum, count) => sum + count, 0);
  }

  #of(index: number): { readonly truth: number; readonly predicted: number; readonly both: number } {
    let [truth, predicted] = [0, 0];
    for (let other = 0; other < this.#classCount; other++) {
      truth += this.#counts[index * this.#classCount + other]!;
      predicted += this.#counts[other * this.#classCount + index]!;
    }
    return { truth, predicted, both: this.#counts[index * this.#classCount + index]! };
  }
}
