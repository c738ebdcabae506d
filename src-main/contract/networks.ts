import * as z from 'zod';
import { messageSchema } from './messages.ts';

const count = z.int().min(0);

/** An architecture and its config without `inputChannels` and `classes`, which follow from the project. */
export const networkChoiceSchema = z.object({ architecture: z.string().max(100), config: z.record(z.string(), z.unknown()) });

const bounds = { least: z.number(), most: z.number() };

export const networkFieldSchema = z.object({
  name: z.string(),
  rule: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('number'), ...bounds }),
    z.object({ kind: z.literal('wholeNumber'), ...bounds, multipleOf: z.int() }),
    z.object({ kind: z.literal('choice'), values: z.array(z.union([z.number(), z.string()])) }),
    z.object({ kind: z.literal('switch') }),
    z.object({ kind: z.literal('wholeNumbers'), ...bounds, fewest: count, atMost: count }),
  ]),
  isOptional: z.boolean(),
});

/** As `core/networks/NetworkDescription.ts`. */
export const networkDescriptionSchema = z.object({
  architecture: z.string(),
  config: z.record(z.string(), z.unknown()),
  fields: z.array(networkFieldSchema),
  encoders: z.array(z.object({ id: z.string(), config: z.object({ name: z.string() }).catchall(z.unknown()) })),
  encoderFields: z.record(z.string(), z.array(networkFieldSchema)),
});

export const sizeNetworkSchema = z.object({
  size: z.object({ parameters: count, multiplyAdds: z.number(), isStochastic: z.boolean() }).nullable(),
  faults: z.array(z.object({ field: z.string().nullable(), wanted: messageSchema })),
});

const namedTensorsSchema = z.object({ count, names: z.array(z.string()) });

export const encoderWeightsReportSchema = z.object({
  encoder: z.string(),
  naming: z.string(),
  tensors: count,
  values: count,
  missing: namedTensorsSchema,
  unexpected: namedTensorsSchema,
  differing: z.object({ count, shapes: z.array(z.object({ name: z.string(), wanted: z.array(z.number()), got: z.array(z.number()) })) }),
});
