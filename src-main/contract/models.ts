import * as z from 'zod';
import { networkChoiceSchema } from './networks.ts';
import { folderPath, jobStarted, procedure } from './procedure.ts';
import { modelSchema } from './schemas.ts';

export const reliabilitySchema = z.object({
  bins: z.array(
    z.object({
      lower: z.number(),
      upper: z.number(),
      count: z.int().min(0),
      confidence: z.number().nullable(),
      accuracy: z.number().nullable(),
    }),
  ),
});

export const modelsContract = {
  list: procedure.output(z.array(modelSchema)),
  /** Which network the members of each model are; those whose file cannot be read are left out. */
  networks: procedure.output(z.array(z.object({ modelId: z.string(), network: networkChoiceSchema, passes: z.int().min(1), turns: z.int().min(1) }))),
  /** Takes a candidate into use, or goes back to any older model; maps and queue are made anew, the shown image first. */
  promote: procedure.input(z.object({ modelId: z.string(), firstImageId: z.string().nullable().default(null) })).output(modelSchema),
  decline: procedure.input(z.object({ modelId: z.string() })).output(modelSchema),
  rename: procedure.input(z.object({ modelId: z.string(), name: z.string().trim().min(1).max(80) })).output(modelSchema),
  /** Measures a model on the held-back images; `figures` come with the finished job's model. */
  evaluate: procedure.input(z.object({ modelId: z.string() })).output(jobStarted),
  /** Confidence against accuracy on the held-back images; null until the model is measured by `evaluate`. */
  reliability: procedure.input(z.object({ modelId: z.string() })).output(reliabilitySchema.nullable()),
  /** Copies a model folder (model.json and weights) into the project, or takes in an `.onnx` file, which is then read only. */
  import: procedure.input(z.object({ folder: folderPath })).output(modelSchema),
};
