import { tf } from '../../src-main/engine/tensorflow.ts';
import { cubicWeights } from './cubicWeights.ts';
import { byKernelOfBackend } from './kernelOfBackend.ts';

/** Kernel of a backend that traces: inputs `patches`, `classToken`, `positions`, attribute `grid`. */
export const embedTokensKernel = 'EmbedTokens';
/** Kernel of a backend that traces: inputs `tokens`, `like`. */
export const tokensToGridKernel = 'TokensToGrid';

export interface Embedding {
  /** [1,1,C] */
  readonly classToken: tf.Tensor3D;
  /** [1,1 + grid²,C]: the class token's, then those of a square of patches, row by row. */
  readonly positions: tf.Tensor3D;
  /** Patches to a side of the square of positions. */
  readonly grid: number;
}

/**
 * Patches as a list of tokens behind the class token, to each the embedding of its position added. Where the image has
 * another number of patches than the positions were learnt for, these are interpolated.
 * @param patches [B,h,w,C]
 * @returns [B,1 + h w,C]
 * Source: Dosovitskiy et al. 2021, arXiv:2010.11929, sections 3.1 and 3.2.
 */
export function embedTokens(patches: tf.Tensor4D, { classToken, positions, grid }: Embedding): tf.Tensor3D {
  const own = byKernelOfBackend<tf.Tensor3D>(embedTokensKernel, { patches, classToken, positions }, { grid });
  if (own) return own;
  const [batch, height, width, channels] = patches.shape;
  const [ofClass, ofPatches] = tf.split(positions, [1, grid * grid], 1) as [tf.Tensor3D, tf.Tensor3D];
  const moved = patches.reshape<tf.Tensor3D>([batch, height * width, channels]).add<tf.Tensor3D>(resampled(ofPatches, grid, [height, width]));
  return tf.concat([classToken.add<tf.Tensor3D>(ofClass).tile([batch, 1, 1]), moved], 1);
}

/** @param positions [1,grid²,C] @returns [1,h w,C] */
function resampled(positions: tf.Tensor3D, grid: number, [height, width]: readonly [number, number]): tf.Tensor3D {
  if (height === grid && width === grid) return positions;
  const channels = positions.shape[2];
  const rows = tf.matMul(tf.tensor2d(cubicWeights(grid, height), [height, grid]), positions.reshape<tf.Tensor2D>([grid, grid * channels]));
  const columns = tf.tensor3d(cubicWeights(grid, width), [1, width, grid]);
  return tf.matMul(columns, rows.reshape<tf.Tensor3D>([height, grid, channels])).reshape([1, height * width, channels]);
}

/**
 * Tokens as an image again, without the class token.
 * @param tokens [B,1 + h w,C]
 * @param like has the height and width, [B,h,w,any]
 * @returns [B,h,w,C]
 */
export function tokensToGrid(tokens: tf.Tensor3D, like: tf.Tensor4D): tf.Tensor4D {
  const own = byKernelOfBackend<tf.Tensor4D>(tokensToGridKernel, { tokens, like }, {});
  if (own) return own;
  const [batch, count, channels] = tokens.shape;
  return tf.slice(tokens, [0, 1, 0], [batch, count - 1, channels]).reshape([batch, like.shape[1], like.shape[2], channels]);
}
