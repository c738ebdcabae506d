import { tf } from '../tensorflow.ts';

/**
 * What the attacked network makes of an image, its weights as they are.
 * @param input [B,H,W,channels]
 * @returns [..,C], before the softmax: of the image as a whole or of each pixel
 */
export type GuidingLogits = (input: tf.Tensor4D) => tf.Tensor;

/**
 * How far the network is from saying of a denoised image what it says of the clean one: KL(p(clean) || p(denoised)), mean over
 * all that it speaks of. A loss of pixels would not do: what little of a perturbation is left grows from layer to layer.
 *
 * The paper takes the mean absolute difference of the logits. Its slope does not fade towards zero, where a denoiser that
 * changes nothing stands with every clean image and with most pixels of the perturbed ones: they hold it there, whatever it
 * could do for the rest. The divergence is flat where the network is right, and steep where it was led astray.
 * @param denoised, clean [B,H,W,channels]
 * @returns in nats, 0 and up; a gradient goes into `denoised` alone
 * Source: Liao et al. 2018, arXiv:1712.02976 (logits guided denoiser); Hinton, Vinyals & Dean 2015, arXiv:1503.02531, for a loss of soft targets.
 */
export function guidedLoss(logitsOf: GuidingLogits, denoised: tf.Tensor4D, clean: tf.Tensor4D): tf.Scalar {
  return tf.tidy(() => {
    const wanted = tf.logSoftmax(logitsOf(clean));
    const said = tf.logSoftmax(logitsOf(denoised));
    return wanted.exp().mul(wanted.sub(said)).sum(-1).mean<tf.Scalar>();
  });
}
