import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { procedure } from './procedure.ts';
import { doctorSchema, engineReportSchema, notificationSchema } from './schemas.ts';

export const systemContract = {
  doctor: procedure.output(doctorSchema),
  /** Every notification from the moment of the call; first a `job` for each job still running. */
  notifications: procedure.output(eventIterator(notificationSchema)),
  /**
   * Ends the engine's process and starts it anew, so that changed settings hold.
   * Refused with `conflict` while a job of the engine runs.
   */
  restartEngine: procedure.output(engineReportSchema),
  /**
   * Folders inside a folder of this machine, so that a browser window can offer a picker; and where an ending is given, the
   * files whose names end so.
   */
  listFolders: procedure.input(z.object({ folder: z.string().max(4096).nullable(), fileEnding: z.string().regex(/^\.\w{1,20}$/).nullable().default(null) })).output(
    z.object({
      folder: z.string(),
      parent: z.string().nullable(),
      folders: z.array(z.object({ name: z.string(), isProject: z.boolean(), imageCount: z.int() })),
      files: z.array(z.object({ name: z.string(), bytes: z.number() })),
    }),
  ),
};
