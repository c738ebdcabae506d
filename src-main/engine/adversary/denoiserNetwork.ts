import type { ParameterSpec, Parameters } from '../../../models/Architecture.ts';
import { biasedConvolution } from '../../../models/layers/convolution.ts';
import { enlarged, sizeOfImage } from '../../../models/layers/enlarged.ts';
import { sequence } from '../../../models/layers/Layer.ts';
import type { Layer } from '../../../models/layers/Layer.ts';
import { tf } from '../tensorflow.ts';

export interface DenoiserConfig {
  /** Of the images. */
  readonly channels: number;
  /** Channels of the first level; the next two have twice and four times as many. */
  readonly width: number;
}

/** A small denoising U-Net, its config filled in. */
export interface DenoiserNetwork {
  /** In the order of a flat vector of its values. */
  readonly specs: readonly ParameterSpec[];
  /**
   * Call inside `tf.tidy`.
   * @param input [B,H,W,channels], H and W multiples of `denoiserMultiple`
   * @returns [B,H,W,channels], the input less the perturbation that is foreseen
   */
  forward(parameters: Parameters, input: tf.Tensor4D): tf.Tensor4D;
}

/** Sides of images are multiples of this: they are halved twice. */
export const denoiserMultiple = 4;

/**
 * How far, in pixels, a denoised pixel looks to each side: two 3 x 3 convolutions a level on the way down and up, and what enlarging
 * takes from a pixel of the level below.
 */
export const denoiserContext = 2 * 4 + (4 + 2) + (8 + 4);

/**
 * A U-Net of three levels that foresees the perturbation, not the image: what there is to say is small, and an image without one
 * is left as it is. Its last layer begins with zeros, so that an untrained denoiser changes nothing.
 * Source: Liao et al. 2018, arXiv:1712.02976, section 4.1 (DUNET).
 */
export function denoiserNetwork({ channels, width }: DenoiserConfig): DenoiserNetwork {
  const block = (name: string, input: number, output: number): Layer =>
    sequence([
      biasedConvolution({ name: `denoiser.${name}.first`, input, output, side: 3, activation: 'relu' }),
      biasedConvolution({ name: `denoiser.${name}.second`, input: output, output, side: 3, activation: 'relu' }),
    ]);
  const [first, second, bottom] = [block('first', channels, width), block('second', width, 2 * width), block('bottom', 2 * width, 4 * width)];
  const [upper, last] = [block('upper', 6 * width, 2 * width), block('last', 3 * width, width)];
  const perturbation = biasedConvolution({ name: 'denoiser.perturbation', input: width, output: channels, activation: 'linear', initialiser: 'zeros' });
  return {
    specs: [first, second, bottom, upper, last, perturbation].flatMap(({ specs }) => specs),
    forward: (parameters, input) => {
      const pass = { parameters, context: { phase: 'prediction' } } as const;
      const halved = (x: tf.Tensor4D): tf.Tensor4D => tf.maxPool(x, 2, 2, 'valid');
      // [B,H,W,w], [B,H/2,W/2,2w], [B,H/4,W/4,4w]
      const fine = first.forward(input, pass);
      const middle = second.forward(halved(fine), pass);
      const coarse = bottom.forward(halved(middle), pass);
      // [B,H/2,W/2,2w], [B,H,W,w]
      const up = upper.forward(tf.concat([enlarged(coarse, sizeOfImage(middle)), middle], 3), pass);
      const joined = last.forward(tf.concat([enlarged(up, sizeOfImage(fine)), fine], 3), pass);
      return input.sub<tf.Tensor4D>(perturbation.forward(joined, pass));
    },
  };
}
