import * as z from 'zod';
import { plainWeights } from './plainWeights.ts';
import type { SchemeNetwork, WeightScheme } from './WeightScheme.ts';

export interface KnownScheme {
  readonly settingsSchema: z.ZodType;
  build(network: SchemeNetwork, settings: unknown): WeightScheme;
}

export const schemes: ReadonlyMap<string, KnownScheme> = new Map([
  ['deepEnsemble', { settingsSchema: z.strictObject({}), build: (network: SchemeNetwork) => plainWeights(network) }],
]);
