import { adversarialEnsemble } from './adversarialTraining.ts';
import { learnedConfidence, learningLoss } from './headsOnNetwork.ts';
import { heteroscedastic } from './heteroscedastic.ts';
import { mahalanobis } from './mahalanobis.ts';
import type { Method } from './Method.ts';
import { classTemperatures, deepEnsemble, deterministic, mcDropout, temperatureScaling } from './networksAlone.ts';
import { packedEnsemble } from './packedEnsemble.ts';
import { testTimeAugmentation } from './testTimeAugmentation.ts';
import { batchEnsemble, bayesByBackprop, coldBayesByBackprop, lpBnn, swag, tradi } from './weightSchemes.ts';

/** In the order of the table. */
export const methods: readonly Method[] = [
  deterministic,
  temperatureScaling,
  classTemperatures,
  deepEnsemble,
  mcDropout,
  tradi,
  heteroscedastic,
  learnedConfidence,
  learningLoss,
  mahalanobis,
  testTimeAugmentation,
  bayesByBackprop,
  coldBayesByBackprop,
  batchEnsemble,
  lpBnn,
  swag,
  packedEnsemble,
  adversarialEnsemble,
];
