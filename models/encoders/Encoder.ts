import type * as z from 'zod';
import type { tf } from '../../src-main/engine/tensorflow.ts';
import type { ParameterSpec } from '../Architecture.ts';
import type { Pass } from '../layers/Layer.ts';

/** How many input pixels one pixel of the coarsest level stands for; below 32, atrous convolutions take the place of strides. */
export const outputStrides = [8, 16, 32] as const;
export type OutputStride = (typeof outputStrides)[number];

export interface EncoderLevel {
  readonly channels: number;
  readonly stride: number;
}

/** What a system asks of its encoder. */
export interface EncoderSetting {
  /** Begins the names of its tensors, without the dot. */
  readonly prefix: string;
  readonly inputChannels: number;
  readonly outputStride: OutputStride;
}

/** An encoder with its config and setting filled in. */
export interface Encoder {
  /** `<prefix>.` and the name that torchvision or timm gives the layer, so that published weights find their place. */
  readonly specs: readonly ParameterSpec[];
  /**
   * Finest first. A stride may come more than once: before and after what does not shrink the image. Systems take the
   * first (FCN: what has just been pooled) or the last (all others: what has been seen the longest).
   */
  readonly levels: readonly EncoderLevel[];
  /** @param input [B,H,W,inputChannels], sides multiples of the coarsest level's stride. @returns a tensor a level, in their order */
  forward(input: tf.Tensor4D, pass: Pass): readonly tf.Tensor4D[];
}

/** A kind of encoder, for `encoders/registry.ts`. */
export interface EncoderKind<Config extends { readonly name: string }> {
  readonly name: Config['name'];
  readonly configSchema: z.ZodType<Config> & z.core.$ZodTypeDiscriminable;
  build(config: Config, setting: EncoderSetting): Encoder;
}

/** Shares of the published channels that keep every layer's count whole. */
export const encoderWidths = [1, 0.5, 0.25, 0.125, 0.0625] as const;
