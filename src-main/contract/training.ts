import * as z from 'zod';
import { mostTurns } from '../core/networks/mostTurns.ts';
import { mostPasses } from '../core/networks/mostPasses.ts';
import { reviewSettingsLimits } from '../core/review/reviewSettingsLimits.ts';
import type { RecipeChanges } from '../core/training/TrainingRecipe.ts';
import { messageSchema } from './messages.ts';
import { encoderWeightsReportSchema, networkChoiceSchema, networkDescriptionSchema, sizeNetworkSchema } from './networks.ts';
import { jobStarted, procedure } from './procedure.ts';
import { boxSchema, figuresSchema } from './schemas.ts';
import { uncertaintyChoiceSchema, uncertaintyDescriptionSchema } from './uncertainty.ts';

const count = z.int().min(0);

export const trainingPointSchema = z.object({
  step: count,
  member: count,
  elapsedMs: z.number(),
  loss: z.number(),
  dice: z.number(),
  learningRate: z.number(),
  heldBack: z.object({ dice: z.number(), ece: z.number() }).nullable(),
});

export const trainingSampleSchema = z.object({ step: count, imageId: z.string(), box: boxSchema });

export const learnedSchema = z.object({ images: count, labelledPixels: count, corrections: count, labelSequence: count });

export const trainingSettingsSchema = z.object({
  memberCount: z.int().min(1),
  stepsPerMember: z.int().min(1),
  batchSize: z.int().min(1),
  cropSide: z.int().min(1),
  learningRate: z.number().positive(),
  seed: z.int().min(0),
  /** What was asked for beside these numbers, left out where nothing was. */
  recipe: z.custom<RecipeChanges>().optional(),
  /** Which network, left out where nobody chose one: then the parent's, or a U-Net as is usual. */
  network: networkChoiceSchema.optional(),
  /** Name of the file that the network's encoder was started from. */
  encoderWeights: z.string().optional(),
  /** Stochastic passes that the model runs each of its networks with. */
  passes: z.int().optional(),
  /** By which method each training gave several networks, left out where nobody chose one: then the parent's, or a Deep Ensemble. */
  uncertainty: uncertaintyChoiceSchema.optional(),
  /** In how many ways the model lays what it predicts before each of them. */
  turns: z.int().optional(),
});

export const trainingRunSchema = z.object({
  id: z.string(),
  modelId: z.string(),
  modelName: z.string().nullable(),
  parentId: z.string().nullable(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  elapsedMs: z.number(),
  settings: trainingSettingsSchema,
  learned: learnedSchema,
  latest: trainingPointSchema.nullable(),
  figures: figuresSchema.nullable(),
  parentFigures: figuresSchema.nullable(),
  error: z.object({ code: z.string(), message: messageSchema }).nullable(),
});

export const trainingPlanSchema = z.object({
  /** What a run is made with where the user says nothing. */
  defaults: trainingSettingsSchema,
  /** What it would learn from now. */
  learned: learnedSchema,
  /** Corrections in force that the model in use has not learned from. */
  newCorrections: count,
  /** What a light update takes: steps of each network, and their time in milliseconds where a step's is known. */
  light: z.object({ stepsPerMember: count, trainingMs: z.number().nullable() }),
  /** The class of all labels to learn from, where there is but one: a run from scratch is refused then. */
  onlyClass: count.nullable(),
  /** Whether the model in use tells the project's classes apart, so that a run can go on from it. */
  canContinue: z.boolean(),
  /**
   * Milliseconds a step of these defaults takes: by the latest run on this machine, else by what the model in use took
   * where it was made; null when neither is known.
   */
  stepMs: z
    .object({
      value: z.number(),
      basis: z.enum(['run', 'model']),
      /** Of one pass over one crop of the defaults' side, by the network that was timed; null where it is not known. */
      multiplyAdds: z.number().nullable(),
    })
    .nullable(),
});

const { updateAfter, promotionMargin, evaluationShare } = reviewSettingsLimits;

/** Each is explained in `core/review/ReviewSettings.ts`. */
export const updateSettingsSchema = z.object({
  updateAfter: z.int().min(updateAfter.minimum).max(updateAfter.maximum),
  promotionMargin: z.number().min(promotionMargin.minimum).max(promotionMargin.maximum),
  evaluationShare: z.number().min(evaluationShare.minimum).max(evaluationShare.maximum),
});

const from = z.enum(['inUse', 'scratch']);
/** Any value passes here: the handler reads it with `core/training/readRecipe.ts`, which says what a setting may be. */
const recipe = z.custom<RecipeChanges>(() => true);
const seed = z.int().min(0).max(2 ** 31 - 1).default(1);

/** One grey channel, or red, green and blue; `auto`: colour where every labelled image is a coloured picture, else grey. */
export const inputWishSchema = z.enum(['auto', 'grey', 'colour']);

export const trainingContract = {
  /** Trains from the model in use (or anew) on every labelled pixel of the work images, then measures the outcome. */
  start: procedure
    .input(
      z.object({
        from: from.default('inUse'),
        /** `light`: takes under a minute on two cores with the usual networks, going on from the model in use. */
        update: z.enum(['light', 'full']).default('full'),
        /** Trainings: each gives a network, or the members of its uncertainty method; null: four networks, or one training of any other method. */
        memberCount: z.int().min(1).max(16).nullable().default(null),
        /** By which method each training gives several networks; null: the model's that it begins with, else a Deep Ensemble. */
        uncertainty: uncertaintyChoiceSchema.nullable().default(null),
        stepsPerMember: z.int().min(1).max(100_000).nullable().default(null),
        /** When it starts from scratch; null: a U-Net. The engine reads the config and says what a field may be. */
        network: networkChoiceSchema.nullable().default(null),
        /** A safetensors file of published weights for the network's encoder, when it starts from scratch. */
        encoderWeights: z.string().min(1).max(4096).nullable().default(null),
        /** What the networks see when they start from scratch; of a model continued, no other than it sees already. */
        input: inputWishSchema.default('auto'),
        /** Stochastic passes with which the model runs each of its networks; null: none. Needs a network with dropout. */
        passes: z.int().min(1).max(mostPasses).nullable().default(null),
        /** In how many ways the model lays what it predicts before each of its networks: mirrored, turned; null: the parent's, else 1. */
        turns: z.int().min(1).max(mostTurns).nullable().default(null),
        seed,
        /** Null: as by default. What they may be is in `core/training/runRules.ts`. */
        learningRate: z.number().nullable().default(null),
        batchSize: z.number().nullable().default(null),
        cropSide: z.number().nullable().default(null),
        recipe: recipe.default({}),
      }),
    )
    .output(jobStarted),
  /**
   * Examples of augmented crops of a few places in labelled images: a row each, the first crop as it is. `pixels` holds
   * side x side x channels bytes a crop (grey, or red, green and blue), `labels` side x side, row by row; 255 = not labelled.
   */
  augment: procedure
    .input(z.object({ recipe: recipe.default({}), from: from.default('scratch'), input: inputWishSchema.default('auto'), cropSide: z.number(), draws: z.int().min(1).max(12).default(4), seed }))
    .output(z.object({ imageIds: z.array(z.string()), columns: count, side: count, channels: z.union([z.literal(1), z.literal(3)]), pixels: z.instanceof(Blob), labels: z.instanceof(Blob) })),
  /** The systems that a run from scratch can train, the usual one first: what can be chosen of each, and what that may be. */
  networks: procedure.output(z.array(networkDescriptionSchema)),
  /** The methods by which a training can give several networks, the usual one first: what can be chosen of each. */
  uncertaintyMethods: procedure.output(z.array(uncertaintyDescriptionSchema)),
  /** What is wrong with a network that is asked for, or how large it is. */
  sizeNetwork: procedure.input(z.object({ network: networkChoiceSchema, cropSide: z.int().min(1).max(4096) })).output(sizeNetworkSchema),
  /** How a safetensors file of published weights fits a network's encoder; reads the file's header alone. */
  checkEncoderWeights: procedure.input(z.object({ network: networkChoiceSchema, path: z.string().min(1).max(4096) })).output(encoderWeightsReportSchema),
  /** What a run would be made with, what it would learn from and how long a step takes. */
  plan: procedure.input(z.object({ from })).output(trainingPlanSchema),
  /** How models are updated, judged and measured in this project. */
  settings: procedure.output(updateSettingsSchema),
  /** Changes some of it. */
  changeSettings: procedure.input(updateSettingsSchema.partial()).output(updateSettingsSchema),
  /** Every run of the project that left its curves, latest first: under way, done, failed and cancelled. */
  runs: procedure.output(z.array(trainingRunSchema)),
  /** A run's curves, at most some two thousand points; sample predictions are at `trainingSampleUrl`. */
  curves: procedure
    .input(z.object({ runId: z.string() }))
    .output(z.object({ points: z.array(trainingPointSchema), samples: z.array(trainingSampleSchema) })),
};

export type InputWish = z.infer<typeof inputWishSchema>;
export type TrainingPlan = z.infer<typeof trainingPlanSchema>;
