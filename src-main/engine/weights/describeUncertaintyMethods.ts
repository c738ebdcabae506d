import { fieldsOfSchema, jsonSchemaOf } from '../../../models/offers/fieldsOfSchema.ts';
import type { UncertaintyDescription } from '../../core/uncertainty/UncertaintyChoice.ts';
import { schemes } from './schemes.ts';

/** Methods whose members are as many as their settings say, or one a training: none is drawn. */
const ownMembers: ReadonlySet<string> = new Set(['deepEnsemble', 'batchEnsemble', 'packedEnsemble']);

/** Every method with what can be chosen of it; what a setting may be is what its schema allows. */
export function describeUncertaintyMethods(): UncertaintyDescription[] {
  return [...schemes].map(([method, { settingsSchema }]) => ({
    method,
    settings: settingsSchema.parse({}) as UncertaintyDescription['settings'],
    fields: fieldsOfSchema(jsonSchemaOf(settingsSchema), []),
    drawsMembers: !ownMembers.has(method),
  }));
}
