import type { NetworkName } from './classifiers/networks.ts';

export interface Goal {
  /** At most, nats. */
  readonly nll: number;
  /** At least, %. */
  readonly accuracy: number;
}

/** By method: of the perceptron what the lectures report (Franchi et al. 2020, arXiv:1912.11316, table 1), of the convolutional network the project's own. */
export const goals: Readonly<Record<NetworkName, Readonly<Record<string, Goal>>>> = {
  perceptron: {
    ensemble: { nll: 0.035, accuracy: 98.88 },
    mcDropout: { nll: 0.065, accuracy: 98.19 },
    tradi: { nll: 0.044, accuracy: 98.63 },
  },
  convolutional: {
    ensemble: { nll: 0.018, accuracy: 99.4 },
    mcDropout: { nll: 0.025, accuracy: 99.2 },
    tradi: { nll: 0.025, accuracy: 99.2 },
  },
};
