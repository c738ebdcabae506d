import * as z from 'zod';
import { procedure, uuid } from './procedure.ts';
import { disputeArms } from '../core/review/RegionArm.ts';
import { mostShares, reviewSettingsLimits } from '../core/review/reviewSettingsLimits.ts';
import { strategyNames } from '../core/review/strategies/StrategyName.ts';
import { heatMapKindSchema, regionDecisionSchema, regionSchema, regionStateSchema } from './schemas.ts';

/** Why no region is open: no model, its maps not asked for, being made, no doubt in them, or all settled. */
export const whyEmptySchema = z.enum(['noModel', 'notPredicted', 'predicting', 'noRegions', 'allSettled']);
export type WhyEmpty = z.infer<typeof whyEmptySchema>;

/** What the user should know of how the queue is made. */
export const queueNoticeSchema = z.discriminatedUnion('kind', [
  /** The learned loss does not foretell the true one: the queue goes without it. */
  z.object({ kind: z.literal('learnedLossPoor'), correlation: z.number(), limit: z.number() }),
  /** The maps in use do not have the one that the strategy goes by: the usual strategy stands in. */
  z.object({ kind: z.literal('mapMissing'), strategy: z.enum(strategyNames) }),
  /** Everything labelled is of one class: what learns from it can tell nothing apart. */
  z.object({ kind: z.literal('oneClass'), classIndex: z.int() }),
]);
export type QueueNotice = z.infer<typeof queueNoticeSchema>;

const share = z.number().min(0).max(mostShares);
const { learnedLossLimit } = reviewSettingsLimits;

export const queueSettingsSchema = z.object({
  strategy: z.enum(strategyNames),
  randomShare: share,
  auditShare: share,
  learnedLossLimit: z.number().min(learnedLossLimit.minimum).max(learnedLossLimit.maximum),
});

const saidSchema = z.object({
  who: z.string(),
  /** Whether it was whoever is at work now. */
  isUser: z.boolean(),
  /** ISO 8601, UTC. */
  at: z.string(),
  classIndex: z.int(),
});

/** What there is to know of one region beside its row. */
export const regionDetailsSchema = z.object({
  /** What the expert is expected to need for it, learnt from the journal's own timings. */
  expectedSeconds: z.number(),
  comments: z.array(z.object({ who: z.string(), at: z.string(), text: z.string() })),
  /** Of a region in dispute: who labelled most of it as what, latest first; empty for others. */
  said: z.array(saidSchema),
  /** Of a disagreement: what the model holds it for, and how probable that is over it, 0 … 1. */
  model: z.object({ classIndex: z.int(), probability: z.number() }).nullable(),
});
export type RegionDetails = z.infer<typeof regionDetailsSchema>;

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
        /** Only disputes of one kind. Regions at random and among confident places are not told from the others while they are open. */
        arm: z.enum(disputeArms).nullable().default(null),
        /** Only these states; null leaves it to `includeSettled`. */
        states: z.array(regionStateSchema).min(1).nullable().default(null),
        includeSettled: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        modelId: z.string().nullable(),
        regions: z.array(regionSchema),
        openCount: z.int(),
        settledCount: z.int(),
        whyEmpty: whyEmptySchema.nullable(),
        /** By which the queue was made: another than the chosen one where a notice says so, or while it is made anew. */
        strategy: z.enum(strategyNames),
        notices: z.array(queueNoticeSchema),
        /** Images whose regions are still to be made anew after the settings were changed. */
        remaking: z.int(),
      }),
    ),
  /**
   * Records the expert's word on a region. `accepted` and `corrected` label the region's still unlabelled pixels as
   * predicted: what the expert has looked at and left alone is confirmed. A region that was deferred or flagged may be
   * settled again, or `reopened` to stand in the queue as before. What is labelled already may be changed in the same step:
   * `relabel` takes what the model predicts, or what was said before the latest word.
   */
  settle: procedure
    .input(
      z.object({
        regionId: z.string(),
        decision: regionDecisionSchema,
        comment: z.string().trim().min(1).max(2000).nullable().default(null),
        relabel: z.enum(['asPredicted', 'asBefore']).nullable().default(null),
        /** Of changes before it that are taken back with it. */
        gestureId: uuid.nullable().default(null),
      }),
    )
    .output(z.object({ sequence: z.int(), at: z.string(), region: regionSchema })),
  /** Comments on a region, what is said in a dispute, and the time it should take. */
  describe: procedure.input(z.object({ regionId: z.string() })).output(regionDetailsSchema),
  /** How the project's queue is made. */
  settings: procedure.output(queueSettingsSchema),
  /**
   * Changes how the queue is made; what is not named stays. Regions are then made anew in the background: the window's `kept` ones, which
   * are looked at or come next, stay as they are.
   */
  changeSettings: procedure.input(z.object({ change: queueSettingsSchema.partial(), kept: z.array(z.string()).max(50).default([]) })).output(queueSettingsSchema),
  /** Answers once the regions are made anew that a change of the settings asked for. */
  remade: procedure.output(z.object({})),
  /** What another strategy would ask, in its order, without making it the project's; its regions are stored nowhere and cannot be settled. */
  preview: procedure
    .input(z.object({ strategy: z.enum(strategyNames), limit: z.int().min(1).max(5000).default(20) }))
    .output(z.object({ strategy: z.enum(strategyNames), regions: z.array(regionSchema) })),
  /** Images to begin with where no model says which: each as unlike those before it as can be. */
  startWith: procedure.input(z.object({ count: z.int().min(1).max(50).default(6) })).output(z.object({ imageIds: z.array(z.string()) })),
};
