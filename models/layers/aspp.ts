import { tf } from '../../src-main/engine/tensorflow.ts';
import { parameter } from '../parameters.ts';
import { biasedConvolution } from './convolution.ts';
import type { Layer, Pass } from './Layer.ts';
import { batchNormSpecs, gainAndShift, normalisedByBatch, normalisedConvolution } from './normalisedConvolution.ts';
import { separableConvolution } from './separableConvolution.ts';

export interface AsppOptions {
  readonly name: string;
  readonly input: number;
  /** Of each branch and of the outcome. */
  readonly channels: number;
  /** Of the atrous branches; their kernels are 3 x 3. */
  readonly rates: readonly number[];
  /** Whether the atrous branches are depthwise separable, as in DeepLab v3+. */
  readonly separable: boolean;
}

/**
 * Atrous spatial pyramid pooling: a 1 x 1 convolution, 3 x 3 convolutions at several rates and the mean of the whole
 * image, joined by a 1 x 1 convolution. [B,H,W,input] -> [B,H,W,channels]
 *
 * The image's mean has a bias in place of batch normalisation: an image is one value there, whose variance over a batch of
 * one does not exist. And it is the same at every pixel, so its part of the joining convolution is computed once an image.
 * Source: Chen et al. 2017, arXiv:1706.05587, section 3.3.
 */
export function aspp({ name, input, channels, rates, separable }: AsppOptions): Layer {
  const branch = (index: number): { name: string; norm: string; input: number; output: number } => ({
    name: `${name}.convs.${index}.0`,
    norm: `${name}.convs.${index}.1`,
    input,
    output: channels,
  });
  const branches = [
    normalisedConvolution({ ...branch(0), activation: 'relu' }),
    ...rates.map((dilation, index) =>
      separable
        ? separableConvolution({ ...branch(index + 1), dilation })
        : normalisedConvolution({ ...branch(index + 1), side: 3, dilation, activation: 'relu' }),
    ),
  ];
  const imageMean = biasedConvolution({ name: `${name}.convs.${branches.length}.1`, input, output: channels, activation: 'relu' });
  const project = { name: `${name}.project.0`, norm: `${name}.project.1`, spatial: branches.length * channels, channels };
  return {
    specs: [
      ...[...branches, imageMean].flatMap(({ specs }) => specs),
      { name: `${project.name}.kernel`, shape: [1, 1, project.spatial + channels, channels], initialiser: 'heNormal', role: 'trained' },
      ...batchNormSpecs(project.norm, channels),
    ],
    forward(x, pass) {
      const seen = tf.concat(branches.map((layer) => layer.forward(x, pass)), 3);
      // [B, 1, 1, channels]
      const whole = imageMean.forward(tf.mean(x, [1, 2], true), pass);
      return joined(seen, whole, project, pass);
    },
  };
}

interface Projection {
  readonly name: string;
  readonly norm: string;
  /** Channels of all branches but the image's mean. */
  readonly spatial: number;
  readonly channels: number;
}

/** The 1 x 1 convolution of both, batch normalisation and ReLU. @param seen [B,H,W,spatial] @param whole [B,1,1,channels] */
function joined(seen: tf.Tensor4D, whole: tf.Tensor4D, { name, norm, spatial, channels }: Projection, pass: Pass): tf.Tensor4D {
  const kernel = parameter<tf.Tensor4D>(pass.parameters, `${name}.kernel`);
  const forSeen = kernel.slice<tf.Tensor4D>([0, 0, 0, 0], [1, 1, spatial, channels]);
  const forWhole = kernel.slice<tf.Tensor4D>([0, 0, spatial, 0], [1, 1, channels, channels]);
  if (pass.context.phase === 'training') {
    const sum = tf.conv2d(seen, forSeen, 1, 'same').add<tf.Tensor4D>(tf.conv2d(whole, forWhole, 1, 'same'));
    return normalisedByBatch(sum, { norm, activation: 'relu' }, pass);
  }
  const { gain, shift } = gainAndShift(norm, pass);
  const constant = tf.conv2d(whole, forWhole.mul<tf.Tensor4D>(gain), 1, 'same').add<tf.Tensor4D>(shift);
  return tf.relu(tf.conv2d(seen, forSeen.mul<tf.Tensor4D>(gain), 1, 'same').add<tf.Tensor4D>(constant));
}
