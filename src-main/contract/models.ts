import * as z from 'zod';
import { temperatureChoices } from '../core/calibration/Temperatures.ts';
import { binsSchema, calibrationSchema, distributionSummarySchema, temperatureOfSchema } from './calibration.ts';
import { networkChoiceSchema } from './networks.ts';
import { folderPath, jobStarted, procedure } from './procedure.ts';
import { journalEntrySchema, modelSchema } from './schemas.ts';
import { uncertaintyChoiceSchema } from './uncertainty.ts';

const share = z.number().min(0).max(1);
const count = z.int().min(0);

/** What a model's certainty is worth: measured figures, how its temperature was fitted, what it knows of its training images. */
export const certaintySchema = z.object({
  bins: binsSchema,
  /** Null for a model that was measured before there was any. */
  certainty: z
    .object({
      riskCoverage: z.array(z.object({ coverage: share, risk: share })),
      riskCoverageArea: share.nullable(),
      classes: z.array(z.object({ iou: share.nullable(), ece: share, pixels: count })),
      misses: z.object({ missShare: share, images: count, imagesNeeded: count, threshold: share.nullable(), missed: share.nullable(), spurious: share.nullable(), temperatureOf: temperatureOfSchema.optional() }),
    })
    .nullable(),
  calibration: calibrationSchema.nullable(),
  /** Which kind of temperatures is fitted when it is calibrated again. */
  temperatureChoice: z.enum(temperatureChoices),
  distribution: distributionSummarySchema.nullable(),
});

export const modelsContract = {
  list: procedure.output(z.array(modelSchema)),
  /**
   * Which network the members of each model are, and by which method they came about, null where each was trained by itself;
   * models whose file cannot be read are left out.
   */
  networks: procedure.output(
    z.array(z.object({ modelId: z.string(), network: networkChoiceSchema, passes: z.int().min(1), turns: z.int().min(1), isDenoised: z.boolean(), uncertainty: uncertaintyChoiceSchema.nullable() })),
  ),
  /**
   * Takes a candidate into use, or goes back to any older model; maps and queue are made anew, the shown image first. A candidate found
   * worse than the model in use is refused unless `despite` says otherwise.
   */
  promote: procedure.input(z.object({ modelId: z.string(), firstImageId: z.string().nullable().default(null), despite: z.boolean().default(false) })).output(modelSchema),
  /** Goes back to the model before the one in use: its parent, else the latest that was in use. */
  rollBack: procedure.input(z.object({ firstImageId: z.string().nullable().default(null) })).output(modelSchema),
  /** The corrections that a model learned from and its parent did not: how many, whose, and the latest of them. */
  learnedEvents: procedure
    .input(z.object({ modelId: z.string(), limit: z.int().min(1).max(1000).default(50) }))
    .output(
      z.object({
        corrections: count,
        changedPixels: count,
        images: count,
        people: z.array(z.object({ who: z.string(), corrections: count })),
        entries: z.array(journalEntrySchema),
      }),
    ),
  decline: procedure.input(z.object({ modelId: z.string() })).output(modelSchema),
  rename: procedure.input(z.object({ modelId: z.string(), name: z.string().trim().min(1).max(80) })).output(modelSchema),
  /** Measures a model on the held-back images; `figures` come with the finished job's model. */
  evaluate: procedure.input(z.object({ modelId: z.string() })).output(jobStarted),
  /**
   * Fits a model's temperature, or one for each class, on the held-back images and measures it again; maps of the model in use are then made
   * anew. Which of the two is kept with the model; default: as was asked for last time, at first the one that is worth more.
   */
  calibrate: procedure.input(z.object({ modelId: z.string(), temperatureChoice: z.enum(temperatureChoices).optional() })).output(jobStarted),
  /** What its certainty is worth on the held-back images; null until the model is measured. */
  certainty: procedure.input(z.object({ modelId: z.string() })).output(certaintySchema.nullable()),
  /** Copies a model folder (model.json and weights) into the project, or takes in an `.onnx` file, which is then read only. */
  import: procedure.input(z.object({ folder: folderPath })).output(modelSchema),
};
