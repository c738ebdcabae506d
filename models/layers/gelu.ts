import { tf } from '../../src-main/engine/tensorflow.ts';

/**
 * Gaussian error linear unit in its exact form, x Φ(x) with Φ the normal distribution.
 * Source: Hendrycks & Gimpel 2016, arXiv:1606.08415.
 */
export function gelu<Kind extends tf.Tensor>(x: Kind): Kind {
  return x.mul(tf.erf(x.mul(Math.SQRT1_2)).add(1).mul(0.5));
}
