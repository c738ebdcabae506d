import { tf } from '../tensorflow.ts';

/**
 * Of the distance head's loss beside the segmentation's. Distances are shares of 1, so that their loss is a tenth of a cross
 * entropy's and less: with this weight neither drowns the other.
 */
export const distanceWeight = 5;

/** Errors above this, a tenth of an object's half width, count linearly: what is far off must not rule what is nearly right. */
const threshold = 0.1;

/**
 * Smooth L1 loss of regressed distances: e^2 / 2t up to the threshold t, e - t / 2 beyond it.
 * @param distances [B,H,W,1], as the head says
 * @param taught [B,H,W,1], 0 … 1
 * @param mask [B,H,W], 1 on pixels that count, 0 elsewhere
 * @returns mean over the pixels that count; 0 where there are none
 * Source: Girshick 2015, arXiv:1504.08083, equation 3; Naylor et al. 2019, IEEE TMI 38(2), 448, for regressing distances.
 */
export function distanceLoss(distances: tf.Tensor4D, taught: tf.Tensor4D, mask: tf.Tensor3D): tf.Scalar {
  return tf.tidy(() => {
    const error = distances.sub(taught).abs();
    const small = error.minimum(threshold);
    // Without a branch: the quadratic part up to the threshold, and the rest in full.
    const smooth = small.square().div(2 * threshold).add(error.sub(small));
    return smooth.mul(mask.expandDims(3)).sum().div<tf.Scalar>(mask.sum().maximum(1));
  });
}
