import { packedConvolutional, packedMembers, packedPerceptron } from '../classifiers/packed.ts';
import type { NetworkName } from '../classifiers/networks.ts';
import type { Classifier } from '../classifiers/Classifier.ts';
import { networkOf } from '../training/MemberStore.ts';
import type { Method } from './Method.ts';
import { running, stackedProbabilities } from './predictorOf.ts';

const builds: Readonly<Record<NetworkName, () => Classifier>> = { perceptron: packedPerceptron, convolutional: packedConvolutional };

/** Source: Laurent et al. 2023, arXiv:2210.09184. */
export const packedEnsemble: Method = {
  name: 'packed',
  title: `Packed-Ensembles (${packedMembers})`,
  async prepare({ members, network: name, seed }) {
    const member = await members.member({ name: 'packed', network: builds[name] }, seed);
    const network = running(member.classifier, member.groups, networkOf(member));
    return {
      predict: (input) => ({ probabilities: stackedProbabilities([network.forward(input)]) }),
      keptValues: network.keptValues,
      trainingMs: member.elapsedMs,
    };
  },
};
