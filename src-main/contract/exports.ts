import * as z from 'zod';
import { folderPath, jobStarted, procedure } from './procedure.ts';

/** Null: every image. */
const imageIdsSchema = z.array(z.string()).min(1).nullable().default(null);

export const exportsContract = {
  /**
   * Writes one PNG an image to a folder: `labels` class indices (255 = not labelled), `objects` object numbers
   * (16 bits, 0 = none), `predictions` most probable classes, `predictedObjects` the objects that the model in use separates.
   */
  start: procedure
    .input(z.object({ folder: folderPath, content: z.enum(['labels', 'objects', 'predictions', 'predictedObjects']), imageIds: imageIdsSchema }))
    .output(jobStarted),
  /** Writes a model (null: the one in use) as one ONNX file into a folder; `path` is where it will be. */
  onnx: procedure.input(z.object({ modelId: z.string().nullable().default(null), folder: folderPath })).output(jobStarted.extend({ path: z.string() })),
};
