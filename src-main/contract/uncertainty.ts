import * as z from 'zod';
import { mostMembers } from '../core/uncertainty/UncertaintyChoice.ts';
import { networkFieldSchema } from './networks.ts';

/** As `core/uncertainty/UncertaintyChoice.ts`; what a setting may be, the engine says. */
export const uncertaintyChoiceSchema = z.object({
  method: z.string().min(1).max(100),
  settings: z.record(z.string(), z.unknown()).default({}),
  members: z.int().min(1).max(mostMembers).default(8),
});

export const uncertaintyDescriptionSchema = z.object({
  method: z.string(),
  settings: z.record(z.string(), z.unknown()),
  fields: z.array(networkFieldSchema),
  drawsMembers: z.boolean(),
});
