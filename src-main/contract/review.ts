import * as z from 'zod';
import { procedure } from './procedure.ts';
import { heatMapKindSchema, regionDecisionSchema, regionSchema, regionStateSchema } from './schemas.ts';

/** Why no region is open: no model, its maps not asked for, being made, no doubt in them, or all settled. */
export const whyEmptySchema = z.enum(['noModel', 'notPredicted', 'predicting', 'noRegions', 'allSettled']);
export type WhyEmpty = z.infer<typeof whyEmptySchema>;

export const reviewContract = {
  /**
   * Regions of the model in use, worst first; settled ones at the end when asked for. The filters narrow `regions`;
   * the counts are of the whole queue (or of the one image), so that progress does not jump with a filter. `whyEmpty` says
   * why no region is open, and is null while one is.
   */
  queue: procedure
    .input(
      z.object({
        limit: z.int().min(1).max(5000).default(200),
        imageId: z.string().nullable().default(null),
        /** Only regions proposed as this class. */
        classIndex: z.int().min(0).max(254).nullable().default(null),
        /** Only regions where this kind of doubt stands out. */
        reason: heatMapKindSchema.nullable().default(null),
        /** Only these states; null leaves it to `includeSettled`. */
        states: z.array(regionStateSchema).min(1).nullable().default(null),
        includeSettled: z.boolean().default(false),
      }),
    )
    .output(z.object({ modelId: z.string().nullable(), regions: z.array(regionSchema), openCount: z.int(), settledCount: z.int(), whyEmpty: whyEmptySchema.nullable() })),
  /**
   * Records the expert's word on a region. `accepted` and `corrected` label the region's still unlabelled pixels as
   * predicted: what the expert has looked at and left alone is confirmed. A region that was deferred or flagged may be
   * settled again, or `reopened` to stand in the queue as before.
   */
  settle: procedure
    .input(z.object({ regionId: z.string(), decision: regionDecisionSchema }))
    .output(z.object({ sequence: z.int(), at: z.string(), region: regionSchema })),
};
