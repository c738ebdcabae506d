import { squaredDistances } from '../../core/labels/distanceTransform.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { tf } from '../tensorflow.ts';

/** The boundary lies half-way between the centres of two pixels. */
const toBoundary = 0.5;

/** Labels of a batch: size x side x side class indices, 255 = unlabelled. */
export interface BatchLabels {
  readonly labels: Uint8Array;
  readonly size: number;
  readonly side: number;
}

/**
 * Signed distance of each labelled pixel to the boundary of each class: negative inside, positive outside. Only labelled
 * pixels make a boundary; 0 on unlabelled pixels, and everywhere for a class that has all labelled pixels of an image or none.
 * @returns size x side x side x classCount, pixels
 */
export function boundaryDistances({ labels, size, side }: BatchLabels, classCount: number): Float32Array {
  const pixels = side * side;
  const distances = new Float32Array(size * pixels * classCount);
  for (let image = 0; image < size; image++) {
    const own = labels.subarray(image * pixels, (image + 1) * pixels);
    for (let index = 0; index < classCount; index++) {
      const toClass = squaredDistances(own.map((label) => (label === index ? 0 : 1)), side, side);
      const toOthers = squaredDistances(own.map((label) => (label === index || label === unlabelled ? 1 : 0)), side, side);
      // Without a pixel of either kind the transform is infinite everywhere.
      if (toClass[0] === Infinity || toOthers[0] === Infinity) continue;
      own.forEach((label, pixel) => {
        if (label === unlabelled) return;
        const distance = label === index ? toBoundary - Math.sqrt(toOthers[pixel]!) : Math.sqrt(toClass[pixel]!) - toBoundary;
        distances[(image * pixels + pixel) * classCount + index] = distance;
      });
    }
  }
  return distances;
}

/**
 * Boundary loss: each pixel's probability of a class times its signed distance to the class's boundary.
 * @param probabilities [B,H,W,C]
 * @param distances [B,H,W,C], as `boundaryDistances` gives them
 * @param mask [B,H,W], 1 on labelled pixels, 0 elsewhere
 * @returns mean over labelled pixels and all classes but the background, pixels; negative where the prediction is good
 * Source: Kervadec et al. 2019, arXiv:1812.07032, equation 5.
 */
export function boundaryLoss(probabilities: tf.Tensor4D, distances: tf.Tensor4D, mask: tf.Tensor3D): tf.Scalar {
  return tf.tidy(() => {
    const foreground = probabilities.shape[3] - 1;
    const products = probabilities.mul(distances).slice([0, 0, 0, 1], [-1, -1, -1, foreground]);
    return products.sum().div<tf.Scalar>(mask.sum().mul(foreground).maximum(1));
  });
}
