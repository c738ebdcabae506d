import * as z from 'zod';
import { crfRanges, crfSettings } from '../core/vision/crf/crfRanges.ts';
import type { CrfSetting } from '../core/vision/crf/crfRanges.ts';
import { folderPath, jobStarted, procedure } from './procedure.ts';

/** Null: every image. */
const imageIdsSchema = z.array(z.string()).min(1).nullable().default(null);

/** Settings of the dense CRF, within the ranges that the window offers. */
const refinementSchema = z.strictObject(
  Object.fromEntries(crfSettings.map((name) => [name, (name === 'iterations' ? z.int() : z.number()).min(crfRanges[name].smallest).max(crfRanges[name].largest)])) as Record<CrfSetting, z.ZodNumber>,
);

export const exportsContract = {
  /**
   * Writes one PNG an image to a folder: `labels` class indices (255 = not labelled), `objects` object numbers
   * (16 bits, 0 = none), `predictions` most probable classes, `predictedObjects` the objects that the model in use separates. With `refinement`
   * predictions, and the objects cut from them, are refined by the dense CRF as the window shows them; the stored maps stay.
   */
  start: procedure
    .input(z.object({ folder: folderPath, content: z.enum(['labels', 'objects', 'predictions', 'predictedObjects']), imageIds: imageIdsSchema, refinement: refinementSchema.nullable().default(null) }))
    .output(jobStarted),
  /** Writes a model (null: the one in use) as one ONNX file into a folder; `path` is where it will be. */
  onnx: procedure.input(z.object({ modelId: z.string().nullable().default(null), folder: folderPath })).output(jobStarted.extend({ path: z.string() })),
};
