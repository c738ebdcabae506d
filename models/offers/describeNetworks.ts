import type { EncoderPreset, NetworkDescription, NetworkField } from '../../src-main/core/networks/NetworkDescription.ts';
import { headFlags } from '../heads/networkHeads.ts';
import { configSchemaOf, faultsOfConfig } from '../registry.ts';
import { encoderPresets } from './encoderPresets.ts';
import { fieldsOfSchema, jsonSchemaOf } from './fieldsOfSchema.ts';
import type { JsonSchema } from './fieldsOfSchema.ts';
import { standardConfigs } from './standardConfigs.ts';

/** Fields that follow from the project. */
const ends = ['inputChannels', 'classes'];
/** Of an unimportant project: fits every system. */
const someEnds = { inputChannels: 1, classes: 2 };

/** Any system may have these heads (`models/heads/networkHeads.ts`). */
const heads = headFlags.map((name): NetworkField => ({ name, rule: { kind: 'switch' }, isOptional: true }));

/** Every system with what can be chosen of it; what a field may be is what its config's schema allows. */
export function describeNetworks(): NetworkDescription[] {
  return Object.entries(standardConfigs).map(([architecture, standard]) => {
    const schema = jsonSchemaOf(configSchemaOf(architecture, 'networks on offer'));
    const takes = ({ config }: EncoderPreset): boolean => faultsOfConfig(architecture, { ...someEnds, ...standard, encoder: config }, 'networks on offer').length === 0;
    const encoders = encoderPresets.filter(takes);
    return {
      architecture,
      config: encoders[0] ? { ...standard, encoder: encoders[0].config } : standard,
      fields: [...fieldsOfSchema(schema, [...ends, 'encoder']), ...heads],
      encoders,
      encoderFields: encoderFields(schema.properties?.['encoder']),
    };
  });
}

function encoderFields(encoder: JsonSchema | undefined): Record<string, NetworkField[]> {
  const each = encoder ? (encoder.oneOf ?? [encoder]) : [];
  return Object.fromEntries(each.map((schema) => [String(schema.properties?.['name']?.const), fieldsOfSchema(schema, ['name'])]));
}
