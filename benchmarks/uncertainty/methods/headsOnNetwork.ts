import { tf } from '../../../src-main/engine/tensorflow.ts';
import { networkOf } from '../training/MemberStore.ts';
import { trainHead, type HeadLoss } from '../training/trainHead.ts';
import { memberNumber, type Method } from './Method.ts';
import { plainVariant } from './networksAlone.ts';
import { running, stackedProbabilities } from './predictorOf.ts';

/** The smallest difference of foreseen losses that is worth nothing more, in units of the head. */
const margin = 1;

/** Squared error of the foreseen probability of the true class. Source: Corbière et al. 2019, arXiv:1910.04851, equation 5. */
const trueClassProbability: HeadLoss = (foreseen, loss) => tf.sigmoid(foreseen).sub(loss.neg().exp()).square().mean();

/**
 * Of two digits the one with the larger loss is to be foreseen the larger by the margin: the first half of the batch against
 * the second. Source: Yoo & Kweon 2019, arXiv:1905.03677, equation 2.
 */
const rankedLoss: HeadLoss = (foreseen, loss) => {
  const [first, second] = tf.split(foreseen, 2) as [tf.Tensor1D, tf.Tensor1D];
  const [firstLoss, secondLoss] = tf.split(loss, 2) as [tf.Tensor1D, tf.Tensor1D];
  return tf.relu(firstLoss.sub(secondLoss).sign().neg().mul(first.sub(second)).add(margin)).mean();
};

export const learnedConfidence = headMethod('confidence', 'Learned confidence', trueClassProbability, (foreseen) => tf.sigmoid(foreseen));
export const learningLoss = headMethod('learningLoss', 'Learning loss', rankedLoss, (foreseen) => foreseen.neg());

/** A head that learns on the frozen deterministic network, whose probabilities stay as they are: only its confidence is new. */
function headMethod(name: string, title: string, loss: HeadLoss, confidenceOf: (foreseen: tf.Tensor1D) => tf.Tensor1D): Method {
  return {
    name,
    title,
    async prepare(work) {
      const member = await work.members.member(plainVariant, memberNumber(work.seed, 0));
      const network = running(member.classifier, member.groups, networkOf(member));
      const head = trainHead(network, member.classifier.featureCount, loss, work);
      return {
        predict(input) {
          const outcome = network.forward(input);
          return { probabilities: stackedProbabilities([outcome]), confidence: confidenceOf(head.foresee(outcome.features)) };
        },
        keptValues: network.keptValues + head.keptValues,
        trainingMs: member.elapsedMs + head.trainingMs,
      };
    },
  };
}
