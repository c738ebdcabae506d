import * as z from 'zod';
import { SfumatoError } from '../../src-main/core/SfumatoError.ts';
import type { NetworkField } from '../../src-main/core/networks/NetworkDescription.ts';
import type { NetworkRule } from '../../src-main/core/networks/NetworkRule.ts';

/** The part of JSON Schema that the configs' schemas come out as. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly JsonSchema[];
}

export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
}

/**
 * The fields of an object and what each may be, as its schema says.
 * @param aside names of fields that are not asked for here
 * @throws SfumatoError `internal` naming a field whose schema is of no kind that a form can ask for
 */
export function fieldsOfSchema({ properties = {}, required = [] }: JsonSchema, aside: readonly string[]): NetworkField[] {
  return Object.entries(properties)
    .filter(([name]) => !aside.includes(name))
    .map(([name, schema]) => ({ name, rule: ruleOf(name, schema), isOptional: !required.includes(name) }));
}

function ruleOf(name: string, schema: JsonSchema): NetworkRule {
  const { type, minimum, maximum, items } = schema;
  if (schema.enum) return { kind: 'choice', values: schema.enum as readonly (number | string)[] };
  if (type === 'boolean') return { kind: 'switch' };
  if (type === 'number' && minimum !== undefined && maximum !== undefined) return { kind: 'number', least: minimum, most: maximum };
  if (type === 'integer' && minimum !== undefined && maximum !== undefined) {
    return { kind: 'wholeNumber', least: minimum, most: maximum, multipleOf: schema.multipleOf ?? 1 };
  }
  if (type === 'array' && items?.type === 'integer' && items.minimum !== undefined && items.maximum !== undefined) {
    return { kind: 'wholeNumbers', least: items.minimum, most: items.maximum, fewest: schema.minItems ?? 0, atMost: schema.maxItems ?? Infinity };
  }
  throw new SfumatoError('internal', `config field ${name}: no form can ask for ${JSON.stringify(schema)}`);
}
