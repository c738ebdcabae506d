import { channelDropout } from '../../../models/layers/channelDropout.ts';
import { denseSpecs } from '../../../models/layers/dense.ts';
import { normalisedConvolution } from '../../../models/layers/normalisedConvolution.ts';
import { parameter } from '../../../models/parameters.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { digitClasses } from '../digits/digitSets.ts';
import type { Classifier, ClassifierOptions } from './Classifier.ts';
import { unitDropout } from './perceptron.ts';

const channels = [12, 24, 48, 64] as const;
/** 64 maps of 3 x 3. */
const featureCount = 9 * 64;

/** Small convolutional network: four convolutions with batch normalisation and ReLU, the first with stride 2, and one linear layer. */
export function convolutional({ outputs = digitClasses, dropoutRate = 0 }: ClassifierOptions = {}): Classifier {
  const convolution = (index: 0 | 1 | 2 | 3, side: number, stride: number) =>
    normalisedConvolution({ name: `convolution${index}`, norm: `norm${index}`, input: channels[index - 1] ?? 1, output: channels[index], side, stride, activation: 'relu' });
  const layers = { first: convolution(0, 5, 2), second: convolution(1, 3, 1), third: convolution(2, 3, 1), fourth: convolution(3, 3, 1) };
  return {
    featureCount,
    specs: [...Object.values(layers).flatMap(({ specs }) => specs), ...denseSpecs('last', featureCount, outputs)],
    forward(parameters, input, context) {
      const pass = { parameters, context };
      // [B,14,14,12]
      let x = layers.first.forward(input, pass);
      // [B,7,7,24]
      x = tf.maxPool(layers.second.forward(x, pass), 2, 2, 'valid');
      // [B,3,3,48]
      x = tf.maxPool(layers.third.forward(channelDropout(x, dropoutRate, context), pass), 2, 2, 'valid');
      // [B,3,3,64]
      x = layers.fourth.forward(channelDropout(x, dropoutRate, context), pass);
      const features = unitDropout(x.reshape<tf.Tensor2D>([x.shape[0], featureCount]), dropoutRate, context);
      const logits = tf.matMul(features, parameter<tf.Tensor2D>(parameters, 'last.kernel')).add<tf.Tensor2D>(parameter(parameters, 'last.bias'));
      return { logits: logits.expandDims(0), features };
    },
  };
}
