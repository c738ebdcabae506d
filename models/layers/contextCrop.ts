import { tf } from '../../src-main/engine/tensorflow.ts';
import type { ContextMargins, ForwardContext } from '../Architecture.ts';
import { byKernelOfBackend } from './kernelOfBackend.ts';

/**
 * Kernel of a backend that crops by itself: input `x`, attributes `stride`, `from`, `to` and the four margins. The one that
 * traces networks into ONNX has it: there the margins are an input of the graph.
 */
export const cropContextKernel = 'CropContext';

/** More than any margin, in pixels of any level: where nothing was cropped before. */
export const wholeContext = 2 ** 40;

export interface ContextCrop {
  /** Of `x`: pixels of the network's input for one of its own. Margins are multiples of it. */
  readonly stride: number;
  /** How much of each margin `x` has, at most, in its own pixels; default: all of it. */
  readonly from?: number | undefined;
  /** How much of each margin is to be left, at most, in its own pixels. */
  readonly to: number;
}

/**
 * Takes away context that nothing reads any more which is kept. Where a margin is narrower than what is to be left, as it is
 * at an image's edges, nothing is taken.
 * @param x [B,h,w,C]
 * @returns [B,h - cropped rows,w - cropped columns,C]; `x` itself where the context has no margins
 */
export function cropContext(x: tf.Tensor4D, { margins }: Pick<ForwardContext, 'margins'>, { stride, from = wholeContext, to }: ContextCrop): tf.Tensor4D {
  if (!margins || from <= to) return x;
  const own = byKernelOfBackend<tf.Tensor4D>(cropContextKernel, { x }, { stride, from, to, ...margins });
  if (own) return own;
  const { top, left, bottom, right } = croppedPixels(margins, { stride, from, to });
  if (top + left + bottom + right === 0) return x;
  const [batch, height, width, channels] = x.shape;
  return tf.slice(x, [0, top, left, 0], [batch, height - top - bottom, width - left - right, channels]);
}

/** @returns what is taken from each side of a tensor, in its own pixels */
export function croppedPixels({ top, left, bottom, right }: ContextMargins, { stride, from, to }: Required<ContextCrop>): ContextMargins {
  const taken = (margin: number): number => Math.min(margin / stride, from) - Math.min(margin / stride, to);
  return { top: taken(top), left: taken(left), bottom: taken(bottom), right: taken(right) };
}
