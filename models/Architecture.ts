import type * as z from 'zod';
import type { tf } from '../src-main/engine/tensorflow.ts';

/** One tensor of a network, known before any memory is taken for it. */
export interface ParameterSpec {
  /** Dotted path, for example `encoder0.first.kernel`; unique within the network. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialiser: Initialiser;
  /** `trained` tensors follow the gradient; `statistic` ones are running means that the training loop keeps. */
  readonly role: 'trained' | 'statistic';
}

/**
 * `heNormal`: normal with variance 2 / fan-in, for layers before a ReLU (He et al. 2015, arXiv:1502.01852);
 * `lecunNormal`: variance 1 / fan-in, for layers without one. The fan-in is the product of all sides but the last.
 * `depthwiseNormal`: variance 1 / (side x side) for [side, side, channels, multiplier], where each channel sees only itself;
 * `bilinear`: a transposed convolution [side, side, channels, channels] that interpolates (Long et al. 2015, arXiv:1411.4038, section 3.3).
 * `embedding`: normal with deviation 0.02, for the tokens and positions of a transformer (Dosovitskiy et al. 2021, arXiv:2010.11929).
 */
export type Initialiser = 'heNormal' | 'lecunNormal' | 'zeros' | 'ones' | 'bilinear' | 'depthwiseNormal' | 'embedding';

/** A network's tensors by name. */
export type Parameters = ReadonlyMap<string, tf.Tensor>;

/** Mean and biased variance of one batch normalisation's input over a batch. */
export interface BatchStatistics {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/**
 * What a stochastic layer multiplies its channels with: 0 for those that are dropped, 1 / (1 - rate) for the others, so that
 * on average a channel keeps its value.
 * @param batch images in the layer's input @param rate share of the channels that is dropped, 0 … 0.9
 * @returns [batch, 1, 1, channels] where each image has its own, [1, 1, 1, channels] where all have the same
 */
export type ChannelFactors = (batch: number, channels: number, rate: number) => tf.Tensor4D;

/**
 * Standard normal numbers by which a network that says how noisy its logits are moves them (`heads/heteroscedastic`).
 * @param shape of the logits, [B, H, W, classes]
 * @returns the draws, one or more, each of a shape that spreads to that of the logits
 */
export type LogitNoise = (shape: readonly [number, number, number, number]) => tf.Tensor4D[];

/**
 * What a forward pass needs besides parameters and input. In training, batch normalisation uses the batch's own
 * statistics, computed by the backend's kernel, and hands them to `recordStatistics` under the layer's name; in
 * prediction it uses the running ones among the parameters.
 * Stochastic layers ask for factors in the order in which they come; without `channelFactors` they let everything through.
 */
export type ForwardContext = PhaseContext & {
  readonly channelFactors?: ChannelFactors;
  /** Left out: the fixed draws of a prediction. */
  readonly logitNoise?: LogitNoise | undefined;
  /** Left out: the outcome of every pixel is kept. */
  readonly margins?: ContextMargins | undefined;
};

/**
 * How many pixels, on each side of the network's input, are there for others to look at: their own outcome is thrown away. 0
 * where the image ends. Multiples of the network's `sizeMultiple` and of 4, the side of the loss map's squares.
 */
export interface ContextMargins {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

type PhaseContext =
  | {
      readonly phase: 'training';
      readonly batchNormTraining: (
        x: tf.Tensor4D,
        scale: tf.Tensor1D,
        offset: tf.Tensor1D,
        epsilon: number,
        activation?: 'linear' | 'relu',
      ) => BatchStatistics & { readonly y: tf.Tensor4D };
      readonly recordStatistics: (layer: string, statistics: BatchStatistics) => void;
    }
  | { readonly phase: 'prediction' };

/** Features of one level of a network. */
export interface FeatureLevel {
  /** [B, H / stride, W / stride, channels] */
  readonly tensor: tf.Tensor4D;
  readonly stride: number;
  /** As the outcome's own. */
  readonly contextLeft?: number;
}

export interface ForwardOutcome {
  /** [B, H, W, classes], before the softmax. */
  readonly logits: tf.Tensor4D;
  /** Coarsest first; channels and strides as `featureLevels` says. */
  readonly features: readonly FeatureLevel[];
  /**
   * How much of the input's margins is left around the logits, at most, in their own pixels; H and W are less by what is
   * gone. Left out: all of it.
   */
  readonly contextLeft?: number;
  /** Of heads that only help to train; given in training alone. */
  readonly auxiliary?: readonly AuxiliaryOutcome[];
  /** [B, H, W, 1], how far inside its object each pixel lies; given by networks with a distance head (`heads/objectDistance`). */
  readonly distances?: tf.Tensor4D;
}

/** What a head inside the network says, whose loss against the same labels is added. */
export interface AuxiliaryOutcome {
  /** [B, H, W, classes], before the softmax. */
  readonly logits: tf.Tensor4D;
  /** Of its loss, where the network's own has 1. */
  readonly weight: number;
}

/**
 * A forward pass cut in two before its first stochastic layer: M stochastic passes over one input compute the first part
 * once. Both parts in a row are `forward`, to the bit.
 */
export interface SplitForward<Config> {
  /** False where the config asks for no stochastic layer: all passes would be one. */
  isStochastic(config: Config): boolean;
  /**
   * What has no stochastic layer before it; asks for no `channelFactors`. Its margins are those of the passes. Call inside
   * `tf.tidy`.
   * @returns tensors that `pass` knows by their order; it disposes none of them
   */
  shared(config: Config, parameters: Parameters, input: tf.Tensor4D, context: ForwardContext): tf.Tensor[];
  /** The rest. Call inside `tf.tidy`. */
  pass(config: Config, parameters: Parameters, shared: readonly tf.Tensor[], context: ForwardContext): ForwardOutcome;
}

/** A segmentation network as data and pure functions. */
export interface Architecture<Config> {
  readonly name: string;
  /** Checks a config read from a model file. */
  readonly configSchema: z.ZodType<Config>;
  /** Order is the order on disk. */
  parameterSpecs(config: Config): readonly ParameterSpec[];
  /** Coarsest first, as `forward` gives them. */
  featureLevels(config: Config): readonly { readonly channels: number; readonly stride: number }[];
  /** Input height and width must be multiples of this. */
  sizeMultiple(config: Config): number;
  /**
   * How far, in pixels, an output pixel looks to each side; Infinity where it sees all of its input (global pooling,
   * attention) or nobody knows. Far-seeing networks are predicted by windows that are blended: `engine/predict/blendedWindows.ts`.
   */
  contextRadius(config: Config): number;
  /** Call inside `tf.tidy`. @param input [B, H, W, inputChannels] */
  forward(config: Config, parameters: Parameters, input: tf.Tensor4D, context: ForwardContext): ForwardOutcome;
  /** Left out by networks that have no stochastic layer in any config. */
  readonly split?: SplitForward<Config>;
}
