import type { TrainingPlan } from '../training/trainClassifier.ts';
import type { Classifier, ClassifierOptions } from './Classifier.ts';
import { convolutional } from './convolutional.ts';
import { perceptron } from './perceptron.ts';

export const networkNames = ['perceptron', 'convolutional'] as const;
export type NetworkName = (typeof networkNames)[number];

export interface NetworkChoice {
  readonly title: string;
  readonly build: (options: ClassifierOptions) => Classifier;
  /** First guesses, not searched for. */
  readonly plan: TrainingPlan;
}

const usual = { batchSize: 250, learningRate: 4e-3, weightDecay: 0.01, shiftPx: 1, schedule: { name: 'oneCycle', warmUpShare: 0.25, power: 1 } } as const;

export const networks: Readonly<Record<NetworkName, NetworkChoice>> = {
  perceptron: { title: 'Multilayer perceptron, 784-200-200-200-10', build: perceptron, plan: { ...usual, epochs: 12 } },
  convolutional: { title: 'Convolutional network, four layers', build: convolutional, plan: { ...usual, epochs: 8 } },
};
