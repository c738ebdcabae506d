import { SfumatoError } from '../../core/SfumatoError.ts';
import type { tf } from '../tensorflow.ts';

/**
 * Checks what `batchNormTraining` is given; the native kernel would end the process on a scale of the wrong length.
 * @returns how many values of x each channel has
 */
export function checkBatchNormShapes(x: tf.Tensor4D, scale: tf.Tensor1D, offset: tf.Tensor1D): number {
  const [batch, height, width, channels] = x.shape;
  if (x.rank !== 4 || scale.rank !== 1 || offset.rank !== 1 || scale.shape[0] !== channels || offset.shape[0] !== channels) {
    throw new SfumatoError(
      'invalidInput',
      `Batch normalisation wants x [B,H,W,C] and scale and offset [C]; it got [${x.shape}], [${scale.shape}] and [${offset.shape}].`,
    );
  }
  const count = batch * height * width;
  if (count < 2) {
    throw new SfumatoError('invalidInput', `Batch normalisation wants at least two values a channel; [${x.shape}] has ${count}.`);
  }
  return count;
}
