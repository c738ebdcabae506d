import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { FeatureLevel, ParameterSpec, Parameters } from '../../Architecture.ts';
import { parameter } from '../../parameters.ts';

/** Neurons of each level's dense layer, as published. */
const imageNeurons = 128;
/** Channels of each level, and of the joined map, on the way to the dense loss map. */
const mapChannels = 16;
const joinedChannels = 32;

/** Side of the square of pixels that one value of the loss map speaks for. */
export const lossMapStride = 4;

export interface LearnedLoss {
  /** [B], in no unit: only its order among images is trained, as published. */
  readonly imageLoss: tf.Tensor1D;
  /** [B, H / 4, W / 4], foreseen cross entropy in nats, 0 and up. */
  readonly lossMap: tf.Tensor3D;
}

export function learningLossSpecs(levels: readonly { readonly channels: number }[]): ParameterSpec[] {
  const layer = (name: string, shape: readonly number[], initialiser: 'heNormal' | 'lecunNormal'): ParameterSpec[] => [
    { name: `${name}.kernel`, shape, initialiser, role: 'trained' },
    { name: `${name}.bias`, shape: shape.slice(-1), initialiser: 'zeros', role: 'trained' },
  ];
  return [
    ...levels.flatMap(({ channels }, level) => [
      ...layer(`image${level}`, [channels, imageNeurons], 'heNormal'),
      ...layer(`map${level}`, [1, 1, channels, mapChannels], 'heNormal'),
    ]),
    ...layer('image', [levels.length * imageNeurons, 1], 'lecunNormal'),
    ...layer('joined', [3, 3, levels.length * mapChannels, joinedChannels], 'heNormal'),
    ...layer('map', [1, 1, joinedChannels, 1], 'lecunNormal'),
  ];
}

/**
 * The learning-loss head: foresees the loss from features of several levels, for whole images as published, and for
 * each square of 4 x 4 pixels so that a loss map can be drawn. Call inside `tf.tidy`.
 * @param features any number of levels, at least one; H and W must be multiples of 4
 * @param imageSize [H, W] of the network's input
 * Source: Yoo & Kweon 2019, arXiv:1905.03677, section 3.2; the dense map is ours.
 */
export function learningLoss(
  parameters: Parameters,
  features: readonly FeatureLevel[],
  [height, width]: readonly [number, number],
): LearnedLoss {
  const pooled = features.map(({ tensor }, level) => {
    // [B, channels] -> [B, 128]
    const average = tensor.mean<tf.Tensor2D>([1, 2]);
    return dense(parameters, `image${level}`, average).relu<tf.Tensor2D>();
  });
  // [B, 1] -> [B]
  const imageLoss = dense(parameters, 'image', tf.concat(pooled, 1)).squeeze<tf.Tensor1D>([1]);

  const mapSize: [number, number] = [height / lossMapStride, width / lossMapStride];
  const maps = features.map(({ tensor, stride }, level) => {
    // Fine levels are averaged down before the 1 x 1 convolution, coarse ones enlarged after it: the cheap order.
    const side = lossMapStride / stride;
    const average = side > 1 ? tf.avgPool(tensor, side, side, 'valid') : tensor;
    const reduced = convolution(parameters, `map${level}`, average).relu<tf.Tensor4D>();
    return stride > lossMapStride ? tf.image.resizeBilinear(reduced, mapSize, false, true) : reduced;
  });
  // [B, H / 4, W / 4, levels x 16] -> [B, H / 4, W / 4, 32] -> [B, H / 4, W / 4, 1]
  const joined = convolution(parameters, 'joined', tf.concat(maps, 3)).relu<tf.Tensor4D>();
  const lossMap = tf.softplus(convolution(parameters, 'map', joined)).squeeze<tf.Tensor3D>([3]);
  return { imageLoss, lossMap };
}

function dense(parameters: Parameters, name: string, x: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(x, parameter<tf.Tensor2D>(parameters, `${name}.kernel`)).add(parameter(parameters, `${name}.bias`));
}

function convolution(parameters: Parameters, name: string, x: tf.Tensor4D): tf.Tensor4D {
  return tf.conv2d(x, parameter<tf.Tensor4D>(parameters, `${name}.kernel`), 1, 'same').add(parameter(parameters, `${name}.bias`));
}
