import type { Method } from './Method.ts';
import { deepEnsemble, deterministic, mcDropout, temperatureScaling } from './networksAlone.ts';
import { testTimeAugmentation } from './testTimeAugmentation.ts';

/** In the order of the table. */
export const methods: readonly Method[] = [deterministic, temperatureScaling, deepEnsemble, mcDropout, testTimeAugmentation];
