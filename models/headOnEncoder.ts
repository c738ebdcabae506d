import type { tf } from '../src-main/engine/tensorflow.ts';
import { lastLevelAt, levelsOf } from './encoders/chooseLevel.ts';
import type { Encoder } from './encoders/Encoder.ts';
import { auxiliaryHead } from './layers/auxiliaryHead.ts';
import { channelDropout } from './layers/channelDropout.ts';
import { biasedConvolution } from './layers/convolution.ts';
import { enlarged, sizeOfImage } from './layers/enlarged.ts';
import { scoped } from './layers/Layer.ts';
import type { Layer } from './layers/Layer.ts';
import type { System } from './System.ts';

export interface HeadOnEncoder {
  readonly encoder: Encoder;
  /** Input pixels to a side of one pixel of the encoder's last level. */
  readonly outputStride: number;
  /** What makes the head of a last level of so many channels: [B,h,w,input] -> [B,h,w,channels]. */
  readonly head: (input: number) => Layer;
  readonly channels: number;
  readonly classes: number;
  /** Of the loss of a head on the last level but one; 0: without. */
  readonly auxiliaryWeight: number;
  /** Share of the head's channels that are dropped before the classifier; default: 0. */
  readonly dropout?: number | undefined;
}

/** A system that reads the encoder's last level with one head and enlarges the outcome; in training another reads the level before. */
export function headOnEncoder({ encoder, outputStride, head: makeHead, channels, classes, auxiliaryWeight, dropout = 0 }: HeadOnEncoder): System {
  const last = lastLevelAt(encoder, outputStride);
  const fine = lastLevelAt(encoder, 4);
  const inside = { ...encoder.levels[last.index - 1]!, index: last.index - 1 };
  const head = makeHead(last.channels);
  const classifier = biasedConvolution({ name: 'classifier', input: channels, output: classes, activation: 'linear' });
  const auxiliary = auxiliaryHead({ name: 'auxiliary', input: inside.channels, classes, weight: auxiliaryWeight });
  return {
    specs: [encoder, head, classifier, auxiliary].flatMap(({ specs }) => specs),
    featureLevels: [{ channels, stride: outputStride }, { channels: fine.channels, stride: 4 }],
    sizeMultiple: outputStride,
    contextRadius: Infinity,
    begin(image, pass) {
      const [detail, middle, coarse] = levelsOf(encoder, image, pass, [fine, inside, last]) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
      // [B, H / outputStride, W / outputStride, channels]
      return [scoped(pass, () => head.forward(coarse, pass)), detail, middle];
    },
    finish(begun, pass) {
      const [fused, detail, middle] = begun as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
      const size = sizeOfImage(fused, outputStride);
      // [B, H, W, classes]
      const logits = enlarged(classifier.forward(channelDropout(fused, dropout, pass.context), pass), size);
      return {
        logits,
        features: [{ tensor: fused, stride: outputStride }, { tensor: detail, stride: 4 }],
        auxiliary: auxiliary.forward(middle, size, pass),
      };
    },
  };
}
