import * as z from 'zod';
import { unlikeReasons } from '../core/distribution/ImageTraits.ts';

const count = z.int().min(0);
const share = z.number().min(0).max(1);

export const binsSchema = z.array(z.object({ lower: z.number(), upper: z.number(), count, confidence: z.number().nullable(), accuracy: z.number().nullable() }));

export const temperatureOfSchema = z.enum(['otherImages', 'sameImages']);

const calibrationFiguresSchema = z.object({ nll: z.number(), ece: share, bins: binsSchema });

/** One for all classes, or one for each. */
export const temperaturesSchema = z.union([z.number().positive(), z.array(z.number().positive()).min(2).max(255).readonly()]);

export const calibrationSchema = z.object({
  temperature: temperaturesSchema,
  images: count,
  pixels: count,
  measuredOn: temperatureOfSchema,
  halves: z.array(z.object({ imageIds: z.array(z.string()), temperature: temperaturesSchema })).length(2).optional(),
  fittedOn: z.enum(['allImages', 'firstHalf']).optional(),
  nllOfKinds: z.object({ single: z.number(), perClass: z.number() }).optional(),
  before: calibrationFiguresSchema,
  after: calibrationFiguresSchema,
});

const range = z.tuple([z.number(), z.number()]);

export const distributionSummarySchema = z.object({
  images: count,
  features: count,
  references: z.array(z.number().min(0)).min(1),
  limit: z.number().min(0),
  traits: z.object({ mean: range, deviation: range, coloured: z.enum(['all', 'none', 'some']), pixelSizeUm: range.nullable() }),
});

export const distributionCheckSchema = z.object({
  score: z.number().min(0),
  limit: z.number().min(0),
  quantile: share,
  isUnlike: z.boolean(),
  reasons: z.array(z.enum(unlikeReasons)),
});
