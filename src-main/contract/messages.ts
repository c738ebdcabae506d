import * as z from 'zod';
import type { Message, MessageValue } from '../core/messages/Message.ts';

const valueSchema: z.ZodType<MessageValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), messageSchema, z.array(z.union([z.string(), messageSchema]))]),
);

/** What the program says, as it travels: a code with values for the window's own catalogue, and the English sentence. */
export const messageSchema: z.ZodType<Message> = z.object({ code: z.string(), values: z.record(z.string(), valueSchema), text: z.string() });
