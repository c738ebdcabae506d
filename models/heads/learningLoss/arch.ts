import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { FeatureLevel, ForwardContext, ForwardOutcome, ParameterSpec, Parameters } from '../../Architecture.ts';
import { cropContext, wholeContext } from '../../layers/contextCrop.ts';
import { parameter } from '../../parameters.ts';

/** Neurons of each level's dense layer, as published. */
const imageNeurons = 128;
/** Channels of each level, and of the joined map, on the way to the dense loss map. */
const mapChannels = 16;
const joinedChannels = 32;

/** Side of the square of pixels that one value of the loss map speaks for. */
export const lossMapStride = 4;

/**
 * Squares around the loss map while it is made: its convolution looks at one, and interpolation at a cropped edge spoils
 * another.
 */
const mapContext = 2;

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
 * @param outcome with any number of levels, at least one; H and W must be multiples of 4
 * @param context the pass that the features come from: where it has margins, the map is of what lies between them
 * Source: Yoo & Kweon 2019, arXiv:1905.03677, section 3.2; the dense map is ours.
 */
export function learningLoss(
  parameters: Parameters,
  { features }: Pick<ForwardOutcome, 'features'>,
  context: Pick<ForwardContext, 'margins'> = {},
): LearnedLoss {
  const pooled = features.map(({ tensor }, level) => {
    // [B, channels] -> [B, 128]
    const average = tensor.mean<tf.Tensor2D>([1, 2]);
    return dense(parameters, `image${level}`, average).relu<tf.Tensor2D>();
  });
  // [B, 1] -> [B]
  const imageLoss = dense(parameters, 'image', tf.concat(pooled, 1)).squeeze<tf.Tensor1D>([1]);

  // [B, H / 4, W / 4, levels x 16], with context -> [B, H / 4, W / 4, 32] -> [B, H / 4, W / 4, 1]
  const maps = features.map((feature, level) => levelMap(parameters, `map${level}`, feature, context));
  const joined = convolution(parameters, 'joined', tf.concat(maps, 3)).relu<tf.Tensor4D>();
  const losses = tf.softplus<tf.Tensor4D>(convolution(parameters, 'map', joined));
  const lossMap = cropContext(losses, context, { stride: lossMapStride, from: mapContext, to: 0 }).squeeze<tf.Tensor3D>([3]);
  return { imageLoss, lossMap };
}

/** What one level says to the loss map. @returns [B, H / 4, W / 4, 16], with `mapContext` around where there are margins */
function levelMap(parameters: Parameters, name: string, { tensor, stride, contextLeft = wholeContext }: FeatureLevel, context: Pick<ForwardContext, 'margins'>): tf.Tensor4D {
  // Fine levels are averaged down before the 1 x 1 convolution, coarse ones enlarged after it: the cheap order.
  const side = lossMapStride / stride;
  const average = side > 1 ? tf.avgPool(tensor, side, side, 'valid') : tensor;
  const reduced = convolution(parameters, name, average).relu<tf.Tensor4D>();
  if (side >= 1) return cropContext(reduced, context, { stride: lossMapStride, from: contextLeft / side, to: mapContext });
  const to = Math.ceil(mapContext * side);
  const cropped = cropContext(reduced, context, { stride, from: contextLeft, to });
  const [, height, width] = cropped.shape;
  const enlarged = tf.image.resizeBilinear(cropped, [height / side, width / side], false, true);
  return cropContext(enlarged, context, { stride: lossMapStride, from: to / side, to: mapContext });
}

function dense(parameters: Parameters, name: string, x: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(x, parameter<tf.Tensor2D>(parameters, `${name}.kernel`)).add(parameter(parameters, `${name}.bias`));
}

function convolution(parameters: Parameters, name: string, x: tf.Tensor4D): tf.Tensor4D {
  return tf.conv2d(x, parameter<tf.Tensor4D>(parameters, `${name}.kernel`), 1, 'same').add(parameter(parameters, `${name}.bias`));
}
