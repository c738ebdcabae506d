import * as z from 'zod';
import { procedure } from './procedure.ts';
import { jobSchema } from './schemas.ts';

export const jobsContract = {
  list: procedure.output(z.array(jobSchema)),
  cancel: procedure.input(z.object({ jobId: z.string() })).output(jobSchema),
};
