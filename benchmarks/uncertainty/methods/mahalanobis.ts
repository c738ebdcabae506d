import { tf } from '../../../src-main/engine/tensorflow.ts';
import { digitClasses } from '../digits/digitSets.ts';
import { imagesOf } from '../prediction/predictSet.ts';
import { networkOf } from '../training/MemberStore.ts';
import { memberNumber, type Method, type RowWork } from './Method.ts';
import { plainVariant } from './networksAlone.ts';
import { running, stackedProbabilities, type RunningNetwork } from './predictorOf.ts';
import { inverseFactor } from './inverseFactor.ts';

const batchSize = 1000;
/** Added to the variances, as a share of their mean: features that never vary would make the covariance singular. */
const ridge = 1e-3;

/**
 * Confidence is minus the squared Mahalanobis distance of the last features from the nearest class mean, with one covariance
 * for all classes. Source: Lee et al. 2018, arXiv:1807.03888, section 2.1, without its perturbed inputs.
 */
export const mahalanobis: Method = {
  name: 'mahalanobis',
  title: 'Mahalanobis distance of features',
  async prepare(work) {
    const member = await work.members.member(plainVariant, memberNumber(work.seed, 0));
    const network = running(member.classifier, member.groups, networkOf(member));
    const began = performance.now();
    const { whitening, means } = fitted(network, member.classifier.featureCount, work);
    return {
      predict(input) {
        const outcome = network.forward(input);
        // [B,1,F] - [1,10,F]
        const distances = tf.matMul(outcome.features, whitening).expandDims(1).sub(means).square().sum(2).min<tf.Tensor1D>(1);
        return { probabilities: stackedProbabilities([outcome]), confidence: distances.neg() };
      },
      keptValues: network.keptValues + whitening.size + means.size,
      trainingMs: member.elapsedMs + performance.now() - began,
    };
  },
};

/** @returns what takes features to a space where the covariance is 1, [F,F], and the class means there, [10,F] */
function fitted(network: RunningNetwork, featureCount: number, { digits: { train } }: RowWork): { whitening: tf.Tensor2D; means: tf.Tensor2D } {
  let [sums, products] = [tf.zeros<tf.Rank.R2>([digitClasses, featureCount]), tf.zeros<tf.Rank.R2>([featureCount, featureCount])];
  for (let from = 0; from < train.count; from += batchSize) {
    const count = Math.min(batchSize, train.count - from);
    const before = [sums, products];
    [sums, products] = tf.tidy((): [tf.Tensor2D, tf.Tensor2D] => {
      const { features } = network.forward(imagesOf(train, from, count));
      const target = tf.oneHot(tf.tensor1d(Int32Array.from(train.labels.subarray(from, from + count)), 'int32'), digitClasses).cast<tf.Tensor2D>('float32');
      return [sums.add<tf.Tensor2D>(tf.matMul(target, features, true)), products.add<tf.Tensor2D>(tf.matMul(features, features, true))];
    });
    tf.dispose(before);
  }
  const counts = new Float64Array(digitClasses);
  for (const label of train.labels) counts[label]!++;
  const [sum, product] = [sums.dataSync<'float32'>(), products.dataSync<'float32'>()];
  tf.dispose([sums, products]);
  const covariance = Float64Array.from(product, (value, at) => {
    const [row, column] = [Math.floor(at / featureCount), at % featureCount];
    // Σ (f - μ)(f - μ)ᵀ = Σ f fᵀ - Σ over classes of n μ μᵀ.
    return (value - counts.reduce((total, count, index) => total + (sum[index * featureCount + row]! * sum[index * featureCount + column]!) / count, 0)) / train.count;
  });
  const meanVariance = Array.from({ length: featureCount }, (_none, at) => covariance[at * (featureCount + 1)]!).reduce((total, value) => total + value, 0) / featureCount;
  for (let at = 0; at < featureCount; at++) covariance[at * (featureCount + 1)]! += ridge * meanVariance;
  const whitening = tf.tensor2d(Float32Array.from(inverseFactor(covariance, featureCount)), [featureCount, featureCount]).transpose<tf.Tensor2D>();
  const means = tf.tidy((): tf.Tensor2D => tf.matMul(tf.tensor2d(Float32Array.from(sum, (value, at) => value / counts[Math.floor(at / featureCount)]!), [digitClasses, featureCount]), whitening));
  return { whitening, means };
}
