import type { tf } from '../../../src-main/engine/tensorflow.ts';
import type { FeatureLevel, ParameterSpec, Parameters } from '../../Architecture.ts';
import { biasedConvolution } from '../../layers/convolution.ts';
import { enlarged } from '../../layers/enlarged.ts';

/** Channels of the joined map. */
const channels = 16;

/** Before the names of its tensors. */
const prefix = 'objectDistance';

const joined = biasedConvolution({ name: `${prefix}.joined`, input: channels, output: channels, side: 3, activation: 'relu' });
const distance = biasedConvolution({ name: `${prefix}.distance`, input: channels, output: 1, activation: 'linear' });

const reducedBy = (level: number, input: number) => biasedConvolution({ name: `${prefix}.level${level}`, input, output: channels, activation: 'linear' });

export function objectDistanceSpecs(levels: readonly { readonly channels: number }[]): ParameterSpec[] {
  return [...levels.flatMap((level, index) => reducedBy(index, level.channels).specs), ...joined.specs, ...distance.specs];
}

/** How much farther than the trunk it looks, in pixels: interpolation between two levels, and one 3 x 3 convolution. */
export function objectDistanceReach(levels: readonly { readonly stride: number }[]): number {
  const strides = levels.map(({ stride }) => stride);
  return Math.max(...strides) + 2 * Math.min(...strides);
}

/**
 * The distance head: regresses for each pixel its distance to the border of its object as a share of the object's largest,
 * so that objects that touch have a valley between them, from which a watershed separates them. Levels are reduced to as
 * many channels, enlarged to the finest and summed. Its gradient goes into the trunk: what is learnt of borders serves both.
 * Call inside `tf.tidy`.
 * @param features any number of levels, at least one
 * @param imageSize [H, W] of the network's input
 * @returns [B, H, W, 1], trained towards 0 (border and outside) … 1 (middle), but not bound to it
 * Source: Naylor et al. 2019, "Segmentation of nuclei in histopathology images by deep regression of the distance map",
 * IEEE TMI 38(2), 448; the sum of enlarged levels is Kirillov et al. 2019, arXiv:1901.02446, section 3.1. One channel that
 * knows no direction was preferred to a third class for borders (Caicedo et al. 2019): it needs no width of a border, and
 * turns, flips and changes of size leave it as it is.
 */
export function objectDistance(parameters: Parameters, features: readonly FeatureLevel[], imageSize: readonly [number, number]): tf.Tensor4D {
  const pass = { parameters, context: { phase: 'prediction' } } as const;
  const finest = features.reduce((best, level) => (level.stride < best.stride ? level : best));
  const size = [finest.tensor.shape[1], finest.tensor.shape[2]] as const;
  const parts = features.map(({ tensor, stride }, level) => {
    // [B, h, w, 16] -> [B, H / s, W / s, 16], s that of the finest
    const reduced = reducedBy(level, tensor.shape[3]).forward(tensor, pass);
    return stride === finest.stride ? reduced : enlarged(reduced, size);
  });
  const sum = parts.reduce((all, part) => all.add<tf.Tensor4D>(part)).relu<tf.Tensor4D>();
  // [B, H / s, W / s, 1]
  const distances = distance.forward(joined.forward(sum, pass), pass);
  return finest.stride === 1 ? distances : enlarged(distances, imageSize);
}
