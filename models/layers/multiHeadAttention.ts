import { tf } from '../../src-main/engine/tensorflow.ts';
import { byKernelOfBackend } from './kernelOfBackend.ts';

/** Kernel of a backend that lays out heads by itself: input `joined`, attribute `heads`. */
export const multiHeadAttentionKernel = 'MultiHeadAttention';

/**
 * Scaled dot-product attention of every token to all tokens, in each head by itself: softmax(Q Kᵀ / √d) V.
 * @param joined [B,N,3 C]: queries, keys and values, the channels of a head beside each other in each
 * @param heads divides C; d = C / heads
 * @returns [B,N,C]
 * Source: Vaswani et al. 2017, arXiv:1706.03762, section 3.2.
 */
export function multiHeadAttention(joined: tf.Tensor3D, heads: number): tf.Tensor3D {
  const own = byKernelOfBackend<tf.Tensor3D>(multiHeadAttentionKernel, { joined }, { heads });
  if (own) return own;
  const [batch, tokens, width] = joined.shape;
  const channels = width / 3;
  const depth = channels / heads;
  // [B,N,C] -> [B heads,N,d]
  const byHead = (x: tf.Tensor): tf.Tensor3D =>
    x.reshape([batch, tokens, heads, depth]).transpose([0, 2, 1, 3]).reshape([batch * heads, tokens, depth]);
  const [queries, keys, values] = tf.split(joined, 3, 2).map(byHead) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
  // [B heads,N,N]: who looks how much at whom
  const attention = tf.softmax(tf.matMul(queries.mul(depth ** -0.5), keys, false, true));
  return tf.matMul(attention, values).reshape([batch, heads, tokens, depth]).transpose([0, 2, 1, 3]).reshape([batch, tokens, channels]);
}
