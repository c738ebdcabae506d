import * as z from 'zod';
import { procedure, uuid } from './procedure.ts';
import { annotationToolSchema, classEventSchema, journalEntrySchema } from './schemas.ts';

const turnedEventSchema = z.discriminatedUnion('kind', [journalEntrySchema, classEventSchema]);

export const annotationsContract = {
  /**
   * Appends one correction to the journal. The answer comes after the transaction is on disk: only then may the
   * interface say "saved".
   */
  commit: procedure
    .input(
      z.object({
        imageId: z.string(),
        tool: annotationToolSchema,
        classIndex: z.int().min(0).max(255),
        /** Bytes of `encodeMaskDiff`: class indices; no runs where only objects change. */
        diff: z.instanceof(Blob),
        /** Bytes of `encodeMaskDiff`: object numbers, 0 for none; null where no object changes. */
        objects: z.instanceof(Blob).nullable().default(null),
        regionId: z.string().nullable(),
        /** Commits that share it are taken back and done again as one step, also across images. */
        gestureId: uuid.nullable().default(null),
      }),
    )
    .output(z.object({ sequence: z.int(), at: z.string() })),
  /** Takes back the latest change in force (its whole gesture), on whatever image or of the classes; null when there is none. */
  undo: procedure.output(turnedEventSchema.nullable()),
  redo: procedure.output(turnedEventSchema.nullable()),
  /** Latest first; `afterSequence` says where a change of classes lies among the entries. */
  history: procedure.input(z.object({ limit: z.int().min(1).max(1000).default(100) })).output(
    z.object({ entries: z.array(journalEntrySchema), classEvents: z.array(classEventSchema), canUndo: z.boolean(), canRedo: z.boolean() }),
  ),
  /** Refolds the journal and compares it with the stored labels and objects; checks the hash chain. */
  verify: procedure.output(z.object({ events: z.int(), problems: z.array(z.string()) })),
};
