import type { TemperatureKind } from '../../../src-main/core/calibration/Temperatures.ts';
import {
  batchEnsembleTraining,
  bayesTraining,
  dropoutTraining,
  heteroscedasticTraining,
  lpBnnTraining,
  packedTraining,
  plainTraining,
  swagTraining,
  tradiTraining,
  type Training,
} from './trainings.ts';

/** A way to say where a network does not know: a trained model, and how it is asked. */
export interface ImageMethod {
  /** Its key in the results. */
  readonly name: string;
  readonly title: string;
  readonly training: Training;
  /** The one member that is asked; left out: all of them. */
  readonly member?: number;
  /** Whether each window is laid in as many ways as the set allows. */
  readonly isTurned?: boolean;
  /** Which temperatures are fitted on held-back images; left out: none. */
  readonly tempered?: TemperatureKind;
}

/** In the order of the tables. */
export const imageMethods: readonly ImageMethod[] = [
  { name: 'deterministic', title: 'Deterministic softmax', training: plainTraining, member: 0 },
  { name: 'temperature', title: 'Temperature scaling', training: plainTraining, member: 0, tempered: 'single' },
  { name: 'classTemperatures', title: 'Temperature per class', training: plainTraining, member: 0, tempered: 'perClass' },
  { name: 'turns', title: 'Test-time augmentation', training: plainTraining, member: 0, isTurned: true },
  { name: 'deepEnsemble', title: 'Deep Ensembles (3)', training: plainTraining },
  { name: 'temperedEnsemble', title: 'Deep Ensembles (3) at a temperature', training: plainTraining, tempered: 'single' },
  { name: 'mcDropout', title: 'MC dropout (10 passes)', training: dropoutTraining },
  { name: 'heteroscedastic', title: 'Heteroscedastic logits', training: heteroscedasticTraining },
  { name: 'tradi', title: 'TRADI (8)', training: tradiTraining },
  { name: 'swag', title: 'SWAG (8)', training: swagTraining },
  { name: 'bayesByBackprop', title: 'Bayes by Backprop (8)', training: bayesTraining },
  { name: 'batchEnsemble', title: 'BatchEnsemble (4)', training: batchEnsembleTraining },
  { name: 'lpBnn', title: 'LP-BNN (8)', training: lpBnnTraining },
  { name: 'packedEnsemble', title: 'Packed-Ensembles (4)', training: packedTraining },
];
