import * as z from 'zod';
import { calibrationSchema, distributionSummarySchema, temperaturesSchema } from '../../contract/calibration.ts';
import { temperatureChoices } from '../../core/calibration/Temperatures.ts';
import { deepEnsemble, mostMembers } from '../../core/uncertainty/UncertaintyChoice.ts';
import { mostPasses } from '../../core/networks/mostPasses.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import { mostTurns } from '../../core/networks/mostTurns.ts';
import { figuresSchema } from '../../contract/schemas.ts';
import { normalisationSchema } from '../input/normalisation.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A name inside the model's folder: never a path. */
const weightsName = z.string().regex(/^[a-z0-9-]+\.bin$/);

/** Where a model keeps the features of its training images. */
export const featuresFileName = 'features.bin';

/** `model.json`: everything about a model but its weights. Data only; nothing in it is ever executed. */
export const modelFileSchema = z.strictObject({
  formatVersion: z.literal(1),
  architecture: z.string().min(1).max(100),
  config: z.record(z.string(), z.unknown()),
  /** How its members came about: each from a training of its own, or by a method that gives several for each training. */
  method: z.union([
    z.literal(deepEnsemble),
    z.strictObject({ name: z.string().min(1).max(100), settings: z.record(z.string(), z.unknown()), members: z.int().min(1).max(mostMembers) }),
  ]),
  /** Heads beside the classifier: the one that every model has, or a list that begins with it. */
  head: z.union([z.literal('learningLoss'), z.array(z.enum(['learningLoss', 'objectDistance', 'learnedConfidence'])).min(2)]),
  /** Names in the order of the network's outputs; the first is the background. */
  classes: z.array(z.string().min(1).max(80)).min(2).max(255),
  normalisation: normalisationSchema,
  /** What logits are divided by before the softmax, or the logarithms of probabilities, one for each class (`core/calibration/Temperatures.ts`). */
  temperature: temperaturesSchema,
  /** Which of the two was asked for when it was calibrated; a model that goes on from it is calibrated alike. Left out: the one that is worth more. */
  temperatureChoice: z.enum(temperatureChoices).optional(),
  /** How the temperature was fitted, and on which labels (`labelsKey`, as whoever asked for it named them); left out: it was not. */
  calibration: calibrationSchema.extend({ labelsKey: z.string(), at: z.iso.datetime() }).optional(),
  /** What sets its training images apart from others; their features lie in a file of their own, float32 [images, features]. */
  distribution: distributionSummarySchema.extend({ featuresFile: z.literal(featuresFileName), sha256 }).optional(),
  members: z
    .array(
      z.strictObject({
        /** Random numbers of a member are those of the seed and the member's number. */
        seed: z.int().min(0),
        weightsFile: weightsName,
        sha256,
      }),
    )
    .min(1)
    .max(mostMembers),
  /**
   * What each training ended with, where the members were drawn from it (`distributionFile.ts`): training goes on from these.
   * The members are those of the first, then of the second …
   */
  distributions: z.array(z.strictObject({ weightsFile: weightsName, sha256 })).min(1).max(mostMembers).optional(),
  /**
   * How prediction runs each member: so many times with its stochastic layers drawing anew, from random numbers of this seed,
   * the member and the pass (`passDraws.ts`). Each pass counts as a member of the ensemble. Left out: once, nothing drawn.
   */
  passes: z.strictObject({ count: z.int().min(1).max(mostPasses), seed: z.int().min(0).max(2 ** 32 - 1) }).optional(),
  /**
   * In how many ways prediction lays each window before each member, or each of its passes: as it is, mirrored, turned
   * (`turnedRunners.ts`). Each counts as a member of the ensemble. Left out: as it is.
   */
  turns: z.int().min(2).max(mostTurns).optional(),
  /**
   * What is put before each member (`denoisedRunners.ts`): a denoising network trained against perturbed images. Its weights are
   * float32, flat. Left out: nothing.
   */
  denoiser: z.strictObject({ width: z.int().min(1).max(64), weightsFile: weightsName, sha256 }).optional(),
  /** Precision of the trained values on disk. */
  weightType: z.enum(['float16', 'float32']),
  figures: figuresSchema.nullable(),
  /** The model it was trained on from: the sha256 of that model's `model.json`. */
  parent: z.strictObject({ modelFileSha256: sha256 }).nullable(),
  /** What it was trained on. */
  data: z.array(z.strictObject({ imageId: z.string(), labelsSha256: sha256, labelledPixels: z.int().min(0) })),
  /** How it was trained. */
  training: z.strictObject({
    stepsPerMember: z.int().min(1),
    batchSize: z.int().min(1),
    cropSide: z.int().min(1),
    learningRate: z.number().positive(),
    /** How it was taught beside these numbers, as `core/training/TrainingRecipe.ts` says; files of before have none. */
    recipe: z.record(z.string(), z.unknown()).optional(),
    /** Smoothed loss of the last member at its last step: the recipe's sum, by default cross entropy in nats + 1 - Dice. */
    finalLoss: z.number(),
    elapsedMs: z.number().min(0),
  }),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
});

export type ModelFile = z.infer<typeof modelFileSchema>;

/** @param config of the network @returns `head` of its model file */
export function headsOf(config: Readonly<Record<string, unknown>>): ModelFile['head'] {
  const more = [config['instances'] === true ? 'objectDistance' : null, config['learnedConfidence'] === true ? 'learnedConfidence' : null] as const;
  const asked = more.filter((head) => head !== null);
  return asked.length > 0 ? ['learningLoss', ...asked] : 'learningLoss';
}

/** The method of a model's members as it is asked for; null where each was trained by itself. */
export function uncertaintyOf({ method }: Pick<ModelFile, 'method'>): UncertaintyChoice | null {
  return method === deepEnsemble ? null : { method: method.name, settings: method.settings, members: method.members };
}

export const modelFileName = 'model.json';
