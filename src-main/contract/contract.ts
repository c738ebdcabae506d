import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { errorCodes } from '../core/SfumatoError.ts';
import type { ErrorCode } from '../core/SfumatoError.ts';
import {
  annotationToolSchema,
  classSchema,
  doctorSchema,
  imageRoleSchema,
  imageSchema,
  jobSchema,
  journalEntrySchema,
  modelSchema,
  notificationSchema,
  predictionSchema,
  projectSchema,
  recentProjectSchema,
  regionDecisionSchema,
  regionSchema,
} from './schemas.ts';

/**
 * The one typed API. The renderer and the command line call it; both hosts carry it. Long work answers with a job at
 * once and reports through `system.notifications`. Pixels do not travel here: see `pixelUrls.ts`.
 */

const errors = Object.fromEntries(errorCodes.map((code) => [code, { message: code }])) as Record<
  ErrorCode,
  { message: string }
>;
const procedure = oc.errors(errors);

const jobStarted = z.object({ jobId: z.string() });
const folderPath = z.string().min(1).max(4096);

export const contract = {
  system: {
    doctor: procedure.output(doctorSchema),
    /** Every notification from the moment of the call; first a `job` for each job still running. */
    notifications: procedure.output(eventIterator(notificationSchema)),
    /** Folders inside a folder of this machine, so that a browser window can offer a folder picker. */
    listFolders: procedure.input(z.object({ folder: z.string().max(4096).nullable() })).output(
      z.object({
        folder: z.string(),
        parent: z.string().nullable(),
        folders: z.array(z.object({ name: z.string(), isProject: z.boolean(), imageCount: z.int() })),
      }),
    ),
  },

  project: {
    recent: procedure.output(z.array(recentProjectSchema)),
    /** The open project, or null. */
    current: procedure.output(projectSchema.nullable()),
    create: procedure
      .input(z.object({ folder: folderPath, name: z.string().min(1).max(200), classes: z.array(classSchema).min(2).max(255) }))
      .output(projectSchema),
    open: procedure.input(z.object({ folder: folderPath })).output(projectSchema),
    close: procedure.output(z.object({})),
    /** Opens the demo, making it on first use: shipped nuclei images and the starter ensemble. */
    openDemo: procedure.output(projectSchema),
  },

  images: {
    list: procedure.output(z.array(imageSchema)),
    /**
     * Imports every image of a folder, and the label file of the same name where there is one. All or nothing: when one
     * file is refused the job fails naming it, and the project stays as it was.
     */
    import: procedure
      .input(
        z.object({
          imageFolder: folderPath,
          labelFolder: folderPath.nullable(),
          /** `classes`: a label file holds class indices. `instances`: numbered objects, each of class 1. */
          labelKind: z.enum(['classes', 'instances']),
          role: imageRoleSchema,
          /** Only files whose name begins so. */
          namePrefix: z.string().max(200).default(''),
        }),
      )
      .output(jobStarted),
    setRole: procedure.input(z.object({ imageId: z.string(), role: imageRoleSchema })).output(imageSchema),
  },

  annotations: {
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
          /** Bytes of `encodeMaskDiff`. */
          diff: z.instanceof(Blob),
          regionId: z.string().nullable(),
        }),
      )
      .output(z.object({ sequence: z.int(), at: z.string() })),
    /** Takes back the latest change in force, on whatever image; null when there is none. */
    undo: procedure.output(journalEntrySchema.nullable()),
    redo: procedure.output(journalEntrySchema.nullable()),
    /** Latest first. */
    history: procedure.input(z.object({ limit: z.int().min(1).max(1000).default(100) })).output(
      z.object({ entries: z.array(journalEntrySchema), canUndo: z.boolean(), canRedo: z.boolean() }),
    ),
    /** Refolds the journal and compares it with the stored labels; checks the hash chain. */
    verify: procedure.output(z.object({ events: z.int(), problems: z.array(z.string()) })),
  },

  review: {
    /** Regions of the model in use, worst first; settled ones at the end when asked for. */
    queue: procedure
      .input(
        z.object({
          limit: z.int().min(1).max(5000).default(200),
          imageId: z.string().nullable().default(null),
          includeSettled: z.boolean().default(false),
        }),
      )
      .output(z.object({ modelId: z.string().nullable(), regions: z.array(regionSchema), openCount: z.int(), settledCount: z.int() })),
    /**
     * Records the expert's word on a region. `accepted` and `corrected` label the region's still unlabelled pixels as
     * predicted: what the expert has looked at and left alone is confirmed.
     */
    settle: procedure
      .input(z.object({ regionId: z.string(), decision: regionDecisionSchema }))
      .output(z.object({ sequence: z.int(), at: z.string(), region: regionSchema })),
  },

  models: {
    list: procedure.output(z.array(modelSchema)),
    /** Takes a candidate (or goes back to an older model) into use; maps and queue are made anew. */
    promote: procedure.input(z.object({ modelId: z.string() })).output(modelSchema),
    decline: procedure.input(z.object({ modelId: z.string() })).output(modelSchema),
    /** Measures a model on the held-back images; `figures` come with the finished job's model. */
    evaluate: procedure.input(z.object({ modelId: z.string() })).output(jobStarted),
    /** Copies a model folder (model.json and weights) into the project. */
    import: procedure.input(z.object({ folder: folderPath })).output(modelSchema),
  },

  training: {
    /** Trains from the model in use (or anew) on every labelled pixel of the work images, then measures the outcome. */
    start: procedure
      .input(
        z.object({
          from: z.enum(['inUse', 'scratch']).default('inUse'),
          memberCount: z.int().min(1).max(16).default(4),
          stepsPerMember: z.int().min(1).max(100_000).nullable().default(null),
          seed: z.int().min(0).max(2 ** 31 - 1).default(1),
        }),
      )
      .output(jobStarted),
  },

  predictions: {
    list: procedure.input(z.object({ modelId: z.string().nullable().default(null) })).output(z.array(predictionSchema)),
    /** Predicts the images that have no maps of the model in use yet. */
    start: procedure.output(jobStarted),
  },

  jobs: {
    list: procedure.output(z.array(jobSchema)),
    cancel: procedure.input(z.object({ jobId: z.string() })).output(jobSchema),
  },

  exports: {
    /** Writes label maps (PNG, class indices; 255 = not labelled) and predictions of every image to a folder. */
    start: procedure
      .input(z.object({ folder: folderPath, content: z.enum(['labels', 'predictions']) }))
      .output(jobStarted),
  },
} as const;

export type Contract = typeof contract;
