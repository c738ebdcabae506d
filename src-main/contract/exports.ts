import * as z from 'zod';
import { folderPath, jobStarted, procedure } from './procedure.ts';

export const exportsContract = {
  /**
   * Writes one PNG an image to a folder: `labels` class indices (255 = not labelled), `objects` object numbers
   * (16 bits, 0 = none), `predictions` most probable classes.
   */
  start: procedure
    .input(z.object({ folder: folderPath, content: z.enum(['labels', 'objects', 'predictions']) }))
    .output(jobStarted),
};
