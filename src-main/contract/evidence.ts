import * as z from 'zod';
import { queueSettingsSchema } from './review.ts';

/** Wire forms of `core/insights`: what the settled regions tell. */

const count = z.int().min(0);
const amount = z.number();
const share = z.number().min(0).max(1);
const intervalSchema = z.object({ estimate: amount, lower: amount, upper: amount });
/** Null where there is none, or no end to it. */
const openIntervalSchema = z.object({ estimate: amount.nullable(), lower: amount.nullable(), upper: amount.nullable() });
const perArm = <Value extends z.ZodType>(value: Value) => z.object({ chosen: value, random: value });
const curveSchema = z.array(amount.nullable());

const armFiguresSchema = z.object({
  regions: count,
  wrongRegions: count,
  wrongPixels: count,
  minutes: amount,
  perMinute: openIntervalSchema,
  perRegion: openIntervalSchema,
});

export const evidenceSchema = z.object({
  /** The model in use, of which `audit` and `learnedLoss` speak; the arms are compared over all models. */
  modelId: z.string().nullable(),
  settings: queueSettingsSchema,
  arms: z.object({
    verdict: z.enum(['better', 'worse', 'undecided', 'tooFew']),
    missing: perArm(count),
    figures: perArm(armFiguresSchema),
    speedUp: openIntervalSchema,
    minutesSaved: openIntervalSchema,
    minutes: z.array(amount),
    curves: perArm(z.object({ estimate: curveSchema, lower: curveSchema, upper: curveSchema })),
  }),
  audit: z
    .object({
      regions: count,
      wrongRegions: count,
      images: count,
      pixels: count,
      wrongPixels: count,
      regionRate: intervalSchema.nullable(),
      pixelRate: intervalSchema.nullable(),
      wrongInRest: intervalSchema.nullable(),
      restPixels: count,
    })
    .nullable(),
  learnedLoss: z
    .object({
      regions: count,
      missing: count,
      correlation: intervalSchema.nullable(),
      isTrusted: z.boolean(),
      /** The same correlation on the held-back images; null where it was not measured. */
      measured: amount.nullable(),
    })
    .nullable(),
});

export type Evidence = z.infer<typeof evidenceSchema>;

const boundedSchema = z.object({ estimate: amount, upper: amount });

export const stoppingSchema = z.object({
  answer: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['reached', 'unreachable', 'noForeground']) }),
    z.object({ kind: z.enum(['review', 'moreAudit', 'moreSettled']), regions: count }),
  ]),
  /** Least and estimated Dice after so many more regions; never falling. */
  curve: z.array(z.object({ regions: count, lower: share, estimate: share.nullable() })),
  waitingWrong: boundedSchema,
  restWrong: boundedSchema.extend({ estimate: amount.nullable() }),
  /** That the regions of `review` will take, by the journal's own timings. */
  minutes: amount.nullable(),
  waiting: count,
  settled: count,
  audited: count,
  auditShare: share,
  foregroundPixels: count,
  restPixels: count,
  /** Work images that the model in use has not looked at, which nothing is said of. */
  imagesWithout: count,
});

export type Stopping = z.infer<typeof stoppingSchema>;

/** Wanted Dice, and the probability with which it may be missed. */
export const wishSchema = z.object({ dice: z.number().min(0.5).max(0.999).default(0.95), alpha: z.number().min(0.01).max(0.5).default(0.1) });
