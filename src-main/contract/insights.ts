import * as z from 'zod';
import { evidenceSchema, stoppingSchema, wishSchema } from './evidence.ts';
import { procedure } from './procedure.ts';
import { annotationToolSchema } from './schemas.ts';

const count = z.int().min(0);

const effort = {
  /** Minutes at work: the time between two events of the journal where it is at most a minute. */
  activeMinutes: z.number().min(0),
  corrections: count,
  regionsSettled: count,
  /** Pixels whose label was changed. */
  pixels: count,
};

export const insightsSchema = z.object({
  total: z.object({ ...effort, secondsPerRegion: z.number().nullable() }),
  /** Days on which something was done, oldest first, as YYYY-MM-DD of the user's own time zone. */
  days: z.array(z.object({ day: z.string(), ...effort })),
  /** `review`: regions settled. Most time first. */
  tools: z.array(z.object({ tool: z.union([annotationToolSchema, z.literal('review')]), activeMinutes: z.number(), events: count, pixels: count })),
  /** How the work grew, oldest first, at most some five hundred points. */
  growth: z.array(z.object({ at: z.string(), activeMinutes: z.number(), pixels: count, regionsSettled: count })),
  /** Every measured model, oldest first, against what had gone into it. */
  quality: z.array(
    z.object({
      modelId: z.string(),
      name: z.string(),
      state: z.enum(['inUse', 'candidate', 'retired', 'declined']),
      createdAt: z.string(),
      corrections: count,
      labelledPixels: count,
      activeMinutes: z.number(),
      dice: z.number(),
      ece: z.number(),
      parentDice: z.number().nullable(),
    }),
  ),
});

export const insightsContract = {
  /** What the work has taken and what it has brought. @param utcOffsetMinutes the user's time zone: minutes east of UTC */
  read: procedure.input(z.object({ utcOffsetMinutes: z.int().min(-1440).max(1440).default(0) })).output(insightsSchema),
  /** What the settled regions tell: whether the queue helps, what is silently wrong, whether the learned loss can be believed. */
  evidence: procedure.output(evidenceSchema),
  /** How many more regions to review until Dice is as wanted; null without a model. */
  stopping: procedure.input(wishSchema).output(stoppingSchema.nullable()),
};

export type Insights = z.infer<typeof insightsSchema>;
