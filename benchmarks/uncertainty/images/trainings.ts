import type { RecipeChanges } from '../../../src-main/core/training/TrainingRecipe.ts';
import type { UncertaintyChoice } from '../../../src-main/core/uncertainty/UncertaintyChoice.ts';

/** How a model is trained that one method or several look at. */
export interface Training {
  /** Its key among the models of the work folder. */
  readonly name: string;
  /** Runs: each gives a network, or the members of its method. */
  readonly memberCount: number;
  /** Steps over those of the set. */
  readonly effort: number;
  /** Beside the width and depth that all have. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly uncertainty?: UncertaintyChoice;
  readonly passes?: number;
  readonly recipe?: RecipeChanges;
  /** Instead of the set's. */
  readonly learningRate?: number;
}

const one = { memberCount: 1, effort: 1, config: {} } as const;
/** Each network of a batch learns from its part alone; those of a package learn from all of it, and need no more steps. */
const shared = { ...one, effort: 2 } as const;
/**
 * What follows the weights sees their spread only while they move: the rate stays, and the mean that members are drawn around
 * makes up for what a falling one would have gained.
 */
const moving = { learningRate: 4e-3, recipe: { schedule: { name: 'constant', warmUpShare: 0.05, power: 1 } } } as const;
const drawn = 8;

/** Learned confidence stands beside the trunk, which learns the same with it and without. */
export const plainTraining: Training = { name: 'plain', memberCount: 3, effort: 1, config: { learnedConfidence: true } };
export const dropoutTraining: Training = { ...one, name: 'dropout', config: { dropout: 0.3 }, passes: 10 };
export const heteroscedasticTraining: Training = { ...one, name: 'heteroscedastic', config: { heteroscedastic: true } };
export const bayesTraining: Training = {
  ...one,
  name: 'bayesByBackprop',
  uncertainty: { method: 'bayesByBackprop', settings: { prior: 'gaussian', priorDeviation: 0.1, initialDeviation: 0.02 }, members: drawn },
};
export const tradiTraining: Training = { ...one, ...moving, name: 'tradi', uncertainty: { method: 'tradi', settings: { stateNoise: 0.02 }, members: drawn } };
export const swagTraining: Training = { ...one, ...moving, name: 'swag', uncertainty: { method: 'swag', settings: { startShare: 0.7 }, members: drawn } };
export const batchEnsembleTraining: Training = { ...shared, name: 'batchEnsemble', uncertainty: { method: 'batchEnsemble', settings: { members: 4, factors: 'normal', factorDeviation: 0.3 }, members: 4 } };
export const lpBnnTraining: Training = { ...shared, name: 'lpBnn', uncertainty: { method: 'lpBnn', settings: { members: 4, factors: 'normal', factorDeviation: 0.3 }, members: drawn } };
export const packedTraining: Training = { ...one, name: 'packedEnsemble', uncertainty: { method: 'packedEnsemble', settings: { members: 4, alpha: 2 }, members: 4 } };
