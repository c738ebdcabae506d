import * as z from 'zod';

const count = z.int().min(0);
const share = z.number().min(0).max(1);

/** A model against the one it learned on from: see `core/comparison/ModelComparison.ts`. */
export const comparisonSchema = z.object({
  championId: z.string(),
  labelSequence: count,
  margin: z.number(),
  images: count,
  heldBackImages: count,
  pixels: count,
  classes: z.array(z.object({ classIndex: count, pixels: count, before: share, after: share })),
  batches: z.array(z.object({ after: count, upTo: count, images: count, pixels: count, accuracyBefore: share, accuracyAfter: share, isNew: z.boolean() })),
  lost: z.array(z.object({ imageId: z.string(), before: share, after: share })),
  verdict: z.enum(['better', 'notWorse', 'worse', 'cannotTell']),
  why: z.enum(['noImages', 'fewImages', 'uncertain']).nullable(),
  mean: z.number(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  gainByChance: share,
  lossByChance: share,
});
