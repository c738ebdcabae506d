import { denseSpecs } from '../../../models/layers/dense.ts';
import { channelDropout } from '../../../models/layers/channelDropout.ts';
import { parameter } from '../../../models/parameters.ts';
import type { ForwardContext } from '../../../models/Architecture.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { digitClasses, digitPixels } from '../digits/digitSets.ts';
import type { Classifier, ClassifierOptions } from './Classifier.ts';
import { normalisedDense, normalisedDenseSpecs } from './normalisedDense.ts';

const hidden = 200;
const layers = ['first', 'second', 'third'] as const;

/**
 * Multilayer perceptron: three hidden layers of 200 units, each normalised over the batch, ReLU.
 * Source: Franchi et al. 2020 (TRADI), arXiv:1912.11316, section 4.2.
 */
export function perceptron({ outputs = digitClasses, dropoutRate = 0 }: ClassifierOptions = {}): Classifier {
  return {
    featureCount: hidden,
    specs: [...layers.flatMap((name, index) => normalisedDenseSpecs({ name, input: index === 0 ? digitPixels : hidden, output: hidden })), ...denseSpecs('last', hidden, outputs)],
    forward(parameters, input, context) {
      // [B,784]
      let x = input.reshape<tf.Tensor2D>([input.shape[0], digitPixels]);
      // [B,200]
      for (const name of layers) x = unitDropout(normalisedDense(name, x, parameters, context), dropoutRate, context);
      const logits = tf.matMul(x, parameter<tf.Tensor2D>(parameters, 'last.kernel')).add<tf.Tensor2D>(parameter(parameters, 'last.bias'));
      return { logits: logits.expandDims(0), features: x };
    },
  };
}

/** Dropout of single units. [B,C] -> [B,C] */
export function unitDropout(x: tf.Tensor2D, rate: number, context: ForwardContext): tf.Tensor2D {
  if (rate === 0 || !context.channelFactors) return x;
  const [batch, units] = x.shape;
  return channelDropout(x.reshape([batch, 1, 1, units]), rate, context).reshape([batch, units]);
}
