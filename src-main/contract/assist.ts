import * as z from 'zod';
import { procedure } from './procedure.ts';
import { boxSchema } from './schemas.ts';

export const assistContract = {
  /**
   * Predicts a box of an image anew at twice its resolution with the model in use. Answered between two steps of whatever
   * the engine is doing. A box is at most 1024 pixels a side.
   * Refused with `noModel` while no model is in use.
   */
  predictBox: procedure
    .input(z.object({ imageId: z.string(), box: boxSchema }))
    .output(
      z.object({
        modelId: z.string(),
        classCount: z.int().min(2),
        /** classCount planes of box.width x box.height bytes, rows top to bottom: 0 … 255 is a probability of 0 … 1. */
        probabilities: z.instanceof(Blob),
      }),
    ),
};
