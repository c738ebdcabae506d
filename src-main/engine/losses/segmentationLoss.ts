import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import type { LossRecipe } from '../../core/training/TrainingRecipe.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { tf } from '../tensorflow.ts';
import { boundaryLoss } from './boundaryLoss.ts';
import { focalLoss } from './focalLoss.ts';
import { lovaszLoss } from './lovaszLoss.ts';
import { diceSmoothing } from './diceSmoothing.ts';
import { planarSegmentationLoss } from './planarSegmentationLoss.ts';
import { weightedMean } from './weightedMean.ts';

export interface SegmentationLoss {
  /** The recipe's sum, the quantity trained on; by default cross entropy + (1 - Dice). */
  readonly total: tf.Scalar;
  /** Mean over labelled pixels, all alike, nats. It and what follows are figures to look at: ask for no gradient through them. */
  readonly crossEntropy: tf.Scalar;
  /** Soft Dice, mean over the classes present, 0 … 1. */
  readonly dice: tf.Scalar;
  /** [B,H,W], nats; 0 where nobody has labelled. */
  readonly pixelCrossEntropy: tf.Tensor3D;
}

/** What a loss is made of. */
export interface LossSettings {
  readonly recipe: LossRecipe;
  /** [C], how much a pixel of each class counts in cross entropy and focal loss; null: all alike. */
  readonly classWeights: readonly number[] | null;
  /** [B,H,W,C], as `boundaryDistances` gives them; null where the recipe has no boundary loss. */
  readonly distances: tf.Tensor4D | null;
}

const usual: LossSettings = { recipe: defaultRecipe.loss, classWeights: null, distances: null };

/**
 * A weighted sum of losses on labelled pixels alone, by default cross entropy plus soft Dice: unlabelled pixels are
 * masked after the softmax and are in no denominator, so what the network says there costs nothing either way.
 * @param logits [B,H,W,C]
 * @param target [B,H,W,C], one-hot on labelled pixels, all zero on unlabelled ones
 * Source: Milletari et al. 2016, arXiv:1606.04797, for the Dice loss (with plain, not squared, sums); classes absent
 * from the batch's labels are left out, for their Dice would only punish. The other terms have files of their own.
 */
export function segmentationLoss(logits: tf.Tensor4D, target: tf.Tensor4D, settings: LossSettings = usual): SegmentationLoss {
  return isUsual(settings) ? planarSegmentationLoss(logits, target) : composedSegmentationLoss(logits, target, settings);
}

function isUsual({ recipe, classWeights }: LossSettings): boolean {
  const { crossEntropy, dice, focal, lovasz, boundary } = recipe;
  return classWeights === null && crossEntropy === 1 && dice === 1 && focal === 0 && lovasz === 0 && boundary === 0;
}

/** The same of any recipe, its gradient put together from those of the operations. */
export function composedSegmentationLoss(logits: tf.Tensor4D, target: tf.Tensor4D, settings: LossSettings = usual): SegmentationLoss {
  return tf.tidy(() => {
    const logProbabilities = tf.logSoftmax(logits);
    // [B,H,W]
    const pixelCrossEntropy = logProbabilities.mul(target).sum<tf.Tensor3D>(3).neg();
    const classPixels = target.sum<tf.Tensor1D>([0, 1, 2]);
    const labelled = classPixels.sum().maximum(1);
    const crossEntropy = pixelCrossEntropy.sum().div<tf.Scalar>(labelled);

    const mask = target.sum(3, true);
    const probabilities = logProbabilities.exp();
    const both = probabilities.mul(target).sum([0, 1, 2]);
    const either = probabilities.mul(mask).sum([0, 1, 2]).add(classPixels);
    const diceOfClass = both.mul(2).add(diceSmoothing).div(either.add(diceSmoothing));
    const present = classPixels.greater(0).cast('float32');
    const dice = diceOfClass.mul(present).sum().div<tf.Scalar>(present.sum().maximum(1));
    const parts = { logProbabilities, probabilities, pixelCrossEntropy, crossEntropy, dice };
    return { total: weightedSum(parts, target, settings), crossEntropy, dice, pixelCrossEntropy };
  });
}

interface LossParts extends Omit<SegmentationLoss, 'total'> {
  /** [B,H,W,C] */
  readonly logProbabilities: tf.Tensor4D;
  readonly probabilities: tf.Tensor4D;
}

/** @throws SfumatoError `internal` when the recipe weighs no term, or lacks the distances it needs */
function weightedSum(parts: LossParts, target: tf.Tensor4D, { recipe, classWeights, distances }: LossSettings): tf.Scalar {
  const { logProbabilities, probabilities, pixelCrossEntropy, crossEntropy, dice } = parts;
  const pixelWeights = (): tf.Tensor3D => (classWeights === null ? target : target.mul(tf.tensor1d([...classWeights]))).sum<tf.Tensor3D>(3);
  const terms: readonly (readonly [weight: number, term: () => tf.Scalar])[] = [
    [recipe.crossEntropy, () => (classWeights === null ? crossEntropy : weightedMean(pixelCrossEntropy, pixelWeights()))],
    [recipe.dice, () => tf.sub(1, dice)],
    [recipe.focal, () => focalLoss(logProbabilities, target, recipe.focusing, pixelWeights())],
    [recipe.lovasz, () => lovaszLoss(probabilities, target)],
    [recipe.boundary, () => boundaryLoss(probabilities, given(distances), target.sum<tf.Tensor3D>(3))],
  ];
  let sum: tf.Scalar | null = null;
  for (const [weight, term] of terms) {
    if (weight === 0) continue;
    const weighed = weight === 1 ? term() : term().mul<tf.Scalar>(weight); // an operation less
    sum = sum === null ? weighed : sum.add<tf.Scalar>(weighed);
  }
  return given(sum);
}

function given<Value>(value: Value | null): Value {
  if (value === null) throw new SfumatoError('internal', 'loss: a recipe without a term, or a boundary loss without distances');
  return value;
}
