import * as z from 'zod';
import { backendNames } from '../core/backends.ts';
import { heatMapKinds } from '../core/heatMaps.ts';
import { annotationTools } from '../core/records.ts';
import { regionArms } from '../core/review/RegionArm.ts';
import { strategyNames } from '../core/review/strategies/StrategyName.ts';
import { comparisonSchema } from './comparison.ts';
import { distributionCheckSchema, temperatureOfSchema } from './calibration.ts';
import { messageSchema } from './messages.ts';

/** The wire forms of the core's records. Edges validate with these; the inside trusts the core's types. */

const finite = z.number();
const count = z.int().min(0);

export const heatMapKindSchema = z.enum(heatMapKinds);

export const perHeatMap = <Value extends z.ZodType>(value: Value) =>
  z.object({
    predictiveEntropy: value,
    mutualInformation: value,
    expectedEntropy: value,
    learnedLoss: value,
  });

export const boxSchema = z.object({ x: count, y: count, width: count, height: count });

export const classSchema = z.object({
  index: z.int().min(0).max(254),
  name: z.string().min(1).max(80),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i),
  retired: z.boolean().default(false),
});

export const imageRoleSchema = z.enum(['work', 'heldBack']);

export const pixelSizeSchema = z.object({ x: z.number().positive(), y: z.number().positive(), z: z.number().positive().nullable() });

const displayRangeSchema = z.tuple([finite, finite]);

export const imageSchema = z.object({
  id: z.string(),
  name: z.string(),
  width: z.int().min(1),
  height: z.int().min(1),
  channels: z.int().min(1),
  colour: z.enum(['grey', 'rgb', 'channels']),
  channelNames: z.array(z.string()),
  sampleType: z.enum(['uint8', 'uint16', 'float32']),
  displayRange: displayRangeSchema,
  channelRanges: z.array(displayRangeSchema),
  pixelSizeUm: pixelSizeSchema.nullable(),
  stack: z.object({ id: z.string(), name: z.string(), index: count, count: z.int().min(1) }).nullable(),
  contentHash: z.string(),
  role: imageRoleSchema,
  labelledFraction: finite,
  labelSequence: count,
  forEvaluation: z.boolean(),
});

export const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  folder: z.string(),
  classes: z.array(classSchema),
  imageCount: count,
  createdAt: z.string(),
});

export const recentProjectSchema = z.object({
  name: z.string(),
  folder: z.string(),
  openedAt: z.string(),
  /** As it was last closed; null where it was not noted yet. */
  imageCount: count.nullable().default(null),
  /** The folder is not there, or is no project any more: on a disk that is not plugged in, say. */
  isMissing: z.boolean().default(false),
});

export const annotationToolSchema = z.enum(annotationTools);
export const regionDecisionSchema = z.enum(['accepted', 'corrected', 'deferred', 'flagged', 'reopened']);
export const regionStateSchema = z.enum(['open', 'accepted', 'corrected', 'deferred', 'flagged']);

export const journalEntrySchema = z.object({
  sequence: count,
  at: z.string(),
  who: z.string(),
  kind: z.enum(['annotate', 'undo', 'redo', 'review']),
  imageId: z.string(),
  tool: annotationToolSchema.nullable(),
  classIndex: z.int().nullable(),
  changedPixels: count,
  modelId: z.string().nullable(),
  meanUncertainty: finite.nullable(),
  regionId: z.string().nullable(),
  decision: regionDecisionSchema.nullable(),
  targetSequence: z.int().nullable(),
  gestureId: z.string().nullable(),
  inForce: z.boolean(),
  comment: z.string().optional(),
});

export const classEventSchema = z.object({
  sequence: count,
  at: z.string(),
  who: z.string(),
  kind: z.enum(['changeClasses', 'undoClasses', 'redoClasses']),
  afterSequence: count,
  targetSequence: z.int().nullable(),
  before: z.array(classSchema).readonly(),
  after: z.array(classSchema).readonly(),
});

export const regionSchema = z.object({
  id: z.string(),
  imageId: z.string(),
  modelId: z.string().nullable(),
  box: boxSchema,
  pixelCount: count,
  score: finite,
  means: perHeatMap(finite),
  proposedClass: count,
  reason: heatMapKindSchema,
  arm: z.enum(regionArms),
  strategy: z.enum(strategyNames).nullable(),
  boundaryPixels: count,
  state: regionStateSchema,
});

export const figuresSchema = z.object({
  dice: finite,
  dicePerClass: z.array(finite.nullable()),
  ece: finite,
  accuracy: finite,
  nll: finite,
  learnedLossCorrelation: finite.nullable(),
  imageLossCorrelation: finite.nullable().optional(),
  imageCount: count,
  labelledPixels: count,
  temperatureOf: temperatureOfSchema.optional(),
  objects: z.object({ f1: finite, meanAveragePrecision: finite, labelled: count, predicted: count }).optional(),
});

export const modelSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['inUse', 'candidate', 'retired', 'declined']),
  createdAt: z.string(),
  architecture: z.string(),
  memberCount: z.int().min(1),
  parentId: z.string().nullable(),
  figures: figuresSchema.nullable(),
  parentFigures: figuresSchema.nullable(),
  comparison: comparisonSchema.nullable(),
  learned: z.object({ images: count, labelledPixels: count, corrections: count, labelSequence: count }).nullable(),
});

const mapRangeSchema = z.object({ minimum: finite, maximum: finite, displayMaximum: finite.optional() });

export const predictionSchema = z.object({
  modelId: z.string(),
  imageId: z.string(),
  ranges: perHeatMap(mapRangeSchema).extend({
    memberVariance: mapRangeSchema.optional(),
    margin: mapRangeSchema.optional(),
    maximumProbability: mapRangeSchema.optional(),
    learnedConfidence: mapRangeSchema.optional(),
  }),
  means: perHeatMap(finite),
  classCount: count.nullable(),
  distribution: distributionCheckSchema.nullable(),
});

export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['import', 'train', 'predict', 'evaluate', 'export']),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  message: messageSchema,
  fraction: finite,
  elapsedMs: finite,
  remainingMs: finite.nullable(),
  loss: finite.nullable(),
  dice: finite.nullable(),
  /** How fast it goes; null where it counts nothing. */
  rate: z.object({ perSecond: finite, unit: z.enum(['steps', 'images']) }).nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  /** `details`: for a report, to be copied, never shown. */
  error: z.object({ code: z.string(), message: messageSchema, details: z.string() }).nullable(),
});

export const backendReportSchema = z.object({
  name: z.enum(backendNames),
  chosen: z.boolean(),
  /** Why it was chosen, or why not: a sentence for the user. */
  reason: messageSchema,
});

export const engineReportSchema = z.object({
  state: z.enum(['starting', 'ready', 'failed']),
  /** What computes, for example "TensorFlow 2.21.0 on the CPU"; why nothing does, when it failed. */
  device: messageSchema,
  backends: z.array(backendReportSchema),
  /** Failures that were got over since the engine was last asked to choose its backend, the latest last. */
  troubles: z.array(messageSchema),
  /** What computes predictions, and why that: a sentence for the user; null until the engine is ready. */
  prediction: messageSchema.nullable(),
});

export const doctorSchema = z.object({
  version: z.string(),
  host: z.enum(['web', 'electron', 'commandLine']),
  platform: z.string(),
  node: z.string(),
  sqlite: z.string(),
  cacheFolder: z.string(),
  engine: engineReportSchema,
  checks: z.array(
    z.object({
      name: messageSchema,
      state: z.enum(['ok', 'warning', 'failed']),
      detail: messageSchema,
    }),
  ),
});

/** What the program tells every open window, as it happens. */
export const notificationSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), job: jobSchema }),
  z.object({ type: z.literal('labels'), imageId: z.string(), sequence: count }),
  z.object({ type: z.literal('images') }),
  z.object({ type: z.literal('predictions'), modelId: z.string(), imageId: z.string() }),
  z.object({ type: z.literal('queue') }),
  z.object({ type: z.literal('models') }),
  z.object({ type: z.literal('project') }),
  z.object({
    type: z.literal('training'),
    runId: z.string(),
    point: z.object({
      step: count,
      member: count,
      elapsedMs: finite,
      loss: finite,
      dice: finite,
      learningRate: finite,
      heldBack: z.object({ dice: finite, ece: finite }).nullable(),
    }),
  }),
  z.object({ type: z.literal('trainingSample'), runId: z.string(), step: count, imageId: z.string(), box: boxSchema }),
  z.object({ type: z.literal('engine'), engine: engineReportSchema }),
]);

export type Notification = z.infer<typeof notificationSchema>;
export type ProjectSummary = z.infer<typeof projectSchema>;
export type RecentProject = z.infer<typeof recentProjectSchema>;
export type DoctorReport = z.infer<typeof doctorSchema>;
export type EngineReport = z.infer<typeof engineReportSchema>;
export type BackendReport = z.infer<typeof backendReportSchema>;
