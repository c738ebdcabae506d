import * as z from 'zod';
import { jobStarted, procedure } from './procedure.ts';
import { predictionSchema } from './schemas.ts';

export const predictionsContract = {
  list: procedure.input(z.object({ modelId: z.string().nullable().default(null) })).output(z.array(predictionSchema)),
  /** Predicts the images that have no maps of the model in use yet: all of them, or those named. */
  start: procedure.input(z.object({ imageIds: z.array(z.string()).min(1).nullable().default(null) }).optional()).output(jobStarted),
};
