import { fieldsOfSchema, jsonSchemaOf } from '../../../models/offers/fieldsOfSchema.ts';
import type { UncertaintyDescription } from '../../core/uncertainty/UncertaintyChoice.ts';
import { schemeNames, settingsOfScheme, settingsSchemaOf } from './schemes.ts';

/** Methods whose members are as many as their settings say, or one a training: none is drawn. */
const ownMembers: ReadonlySet<string> = new Set(['deepEnsemble', 'batchEnsemble', 'packedEnsemble']);

/** Every method with what can be chosen of it; what a setting may be is what its schema allows. */
export function describeUncertaintyMethods(): UncertaintyDescription[] {
  return schemeNames().map((method) => ({
    method,
    settings: settingsOfScheme({ name: method, settings: {}, place: 'methods on offer' }),
    fields: fieldsOfSchema(jsonSchemaOf(settingsSchemaOf(method, 'methods on offer')), []),
    drawsMembers: !ownMembers.has(method),
  }));
}
