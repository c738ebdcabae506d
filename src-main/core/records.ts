import type { TemperatureOf } from './calibration/Calibration.ts';
import type { ModelComparison } from './comparison/ModelComparison.ts';
import type { DistributionCheck } from './distribution/ModelDistribution.ts';
import type { HeatMapKind, HeatMapRanges } from './heatMaps.ts';
import type { PixelBox } from './geometry.ts';
import type { Message } from './messages/Message.ts';
import type { RegionArm } from './review/RegionArm.ts';
import type { StrategyName } from './review/strategies/StrategyName.ts';
import type { LearnedFrom } from './training/TrainingRun.ts';

/** One class of a project. Its index is the value stored in label maps; index 0 is the background. */
export interface ClassRecord {
  readonly index: number;
  readonly name: string;
  /** sRGB as `#rrggbb`. */
  readonly colour: string;
  /** No longer offered for painting. A class is never deleted: label maps and journal rows name its index. */
  readonly retired: boolean;
}

/** Whether an image is worked on or kept aside to measure models; held-back images never train and are never queued. */
export type ImageRole = 'work' | 'heldBack';

export type SampleType = 'uint8' | 'uint16' | 'float32';

/** `channels`: every sample plane is a channel of its own, for example of a fluorescence microscope. */
export type ImageColour = 'grey' | 'rgb' | 'channels';

/** Physical size of a pixel in micrometres; `z` is the distance of neighbouring slices, null where unknown. */
export interface PixelSize {
  readonly x: number;
  readonly y: number;
  readonly z: number | null;
}

/** Where an image lies in a stack. Every slice is an image of its own; slices of one stack share the id. */
export interface StackPlace {
  readonly id: string;
  /** The name of the file that held the stack. */
  readonly name: string;
  /** 0 … count - 1. */
  readonly index: number;
  readonly count: number;
}

/** One image of a project, as every part of the program knows it. */
export interface ImageRecord {
  readonly id: string;
  /** The file's name at import. Data from outside: shown as text only. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Samples a pixel: 1 grey, 3 RGB, any number of channels. */
  readonly channels: number;
  readonly colour: ImageColour;
  /** One name a channel. */
  readonly channelNames: readonly string[];
  readonly sampleType: SampleType;
  /** Sample values that are shown black and white unless the user moves window and level: over all channels. */
  readonly displayRange: readonly [number, number];
  /** The same for each channel by itself. */
  readonly channelRanges: readonly (readonly [number, number])[];
  /** Null where the file does not say and nobody has entered it. */
  readonly pixelSizeUm: PixelSize | null;
  /** Null for an image that is no slice of a stack. */
  readonly stack: StackPlace | null;
  /** Hexadecimal sha256 of the file's bytes, for a slice of these and its number: names what was decoded. */
  readonly contentHash: string;
  readonly role: ImageRole;
  /** Share of pixels that carry a label, 0 … 1. */
  readonly labelledFraction: number;
  /** Sequence number of the latest journal event that changed this image's labels; 0 when there is none. */
  readonly labelSequence: number;
  /** Kept for measuring since its first corrections: worked on like any other, but its labels never train. */
  readonly forEvaluation: boolean;
}

/** What an annotation event was made with. */
export const annotationTools = [
  'brush',
  'eraser',
  'polygon',
  'lasso',
  'fill',
  'wand',
  'superpixel',
  'smartBrush',
  'threshold',
  'boxPrompt',
  'regionGrow',
  'interpolate',
  'merge',
  'split',
  'fillHoles',
  'smooth',
  'crf',
  'relabel',
  'delete',
  'objects',
  'accept',
  'import',
  'simulatedExpert',
] as const;

export type AnnotationTool = (typeof annotationTools)[number];

/** A row of the correction journal, without its pixels. */
export interface JournalEntry {
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly who: string;
  readonly kind: 'annotate' | 'undo' | 'redo' | 'review';
  readonly imageId: string;
  readonly tool: AnnotationTool | null;
  readonly classIndex: number | null;
  /** Pixels whose class changed; where none did, those whose object changed. */
  readonly changedPixels: number;
  /** Model whose maps were on screen, and its mean predictive entropy (nats) over the changed pixels. */
  readonly modelId: string | null;
  readonly meanUncertainty: number | null;
  readonly regionId: string | null;
  readonly decision: RegionDecision | null;
  /** The event an undo or redo acts on. */
  readonly targetSequence: number | null;
  /** Events of one gesture (also on several images) share it and are taken back together; null stands alone. */
  readonly gestureId: string | null;
  /** False once an undo (not itself redone) has taken the event back. */
  readonly inForce: boolean;
  /** What its author said with it; left out where nothing was said. */
  readonly comment?: string | undefined;
}

/**
 * What was done to a project's classes: renamed, recoloured, retired, added. Beside the journal, whose rows change pixels,
 * and in one order with it.
 */
export interface ClassEvent {
  /** Counts these events alone. */
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly who: string;
  readonly kind: 'changeClasses' | 'undoClasses' | 'redoClasses';
  /** The journal's last event at that time. */
  readonly afterSequence: number;
  /** The change that an undo or redo acts on. */
  readonly targetSequence: number | null;
  readonly before: readonly ClassRecord[];
  readonly after: readonly ClassRecord[];
}

/** `reopened` takes a region (or image) that was put off or flagged back into the queue. */
export type RegionDecision = 'accepted' | 'corrected' | 'deferred' | 'flagged' | 'reopened';
export type RegionState = 'open' | Exclude<RegionDecision, 'reopened'>;

/** How far the work on an image is; worked out from the journal and the regions of the model in use. */
export type ImageState = 'new' | 'inProgress' | 'reviewed' | 'flagged';

/** A connected patch of doubtful pixels put before the expert. */
export interface RegionRecord {
  readonly id: string;
  readonly imageId: string;
  /** Whose maps it was found in; null for people's contradictions where there is no model. */
  readonly modelId: string | null;
  readonly box: PixelBox;
  readonly pixelCount: number;
  /** Expected number of wrong pixels: the sum of the ranking map over the region. Higher is worse. */
  readonly score: number;
  /** Mean of every heat map over the region, in nats. */
  readonly means: Readonly<Record<HeatMapKind, number>>;
  /** Class most of its pixels are predicted as; without a model, labelled as. */
  readonly proposedClass: number;
  /** The kind of doubt that stands out most here; says why the region is asked. */
  readonly reason: HeatMapKind;
  readonly arm: RegionArm;
  /** That found it; null in queues made before there was a choice. */
  readonly strategy: StrategyName | null;
  /** Pixels of it beside one that is predicted as another class; 0 in queues made before it was counted. */
  readonly boundaryPixels: number;
  readonly state: RegionState;
}

/** Figures of one model over a set of labelled images. */
export interface EvaluationFigures {
  /** Mean over images of the Dice coefficient of the foreground (classes 1 and up), 0 … 1. */
  readonly dice: number;
  /** Dice of each class, mean over the images that have it; null where none has. */
  readonly dicePerClass: readonly (number | null)[];
  /** Expected calibration error of the largest class probability, 15 equal-width bins, 0 … 1. */
  readonly ece: number;
  /** Share of labelled pixels predicted right, 0 … 1. */
  readonly accuracy: number;
  /** Mean negative log likelihood of the labelled pixels, nats. */
  readonly nll: number;
  /** Spearman correlation of the learned loss with the true loss over blocks of pixels, -1 … 1; null where undefined. */
  readonly learnedLossCorrelation: number | null;
  /**
   * Spearman correlation of the loss that the head foresees of each image with its true mean loss, -1 … 1; null where undefined,
   * left out by models measured before it was kept.
   */
  readonly imageLossCorrelation?: number | null | undefined;
  readonly imageCount: number;
  readonly labelledPixels: number;
  /**
   * Whether each image was measured at a temperature that was fitted on others; left out by models measured before it was kept, whose
   * images were those of the fit.
   */
  readonly temperatureOf?: TemperatureOf | undefined;
  /** How well objects are told apart; left out where no image measured has numbered objects. */
  readonly objects?: ObjectFigures | undefined;
}

/** Predicted objects against those of the labels, matched one to one where both are of a class. */
export interface ObjectFigures {
  /** 2 matched / (predicted + labelled) at an intersection over union of 0.5, 0 … 1. */
  readonly f1: number;
  /** Mean over the thresholds 0.5, 0.55 … 0.9 of matched / (matched + spurious + missed), 0 … 1. */
  readonly meanAveragePrecision: number;
  readonly labelled: number;
  readonly predicted: number;
}

/** Where a model stands: one is in use at a time, a candidate waits for the user's word. */
export type ModelState = 'inUse' | 'candidate' | 'retired' | 'declined';

/** A model as the project lists it; the folder with its weights is `models/<id>`. */
export interface ModelRecord {
  readonly id: string;
  readonly name: string;
  readonly state: ModelState;
  readonly createdAt: string;
  readonly architecture: string;
  readonly memberCount: number;
  readonly parentId: string | null;
  /** Measured on the held-back images of this project; null before that, or where there are none. */
  readonly figures: EvaluationFigures | null;
  /** Its parent's figures on the same images at the same time. */
  readonly parentFigures: EvaluationFigures | null;
  /** Against its parent, image by image; null where it has none, or could not be measured. */
  readonly comparison: ModelComparison | null;
  /** What it was taught with in this project; null for a model from elsewhere. */
  readonly learned: LearnedFrom | null;
}

/** Maps of one image made by one model, ready to be fetched tile by tile. */
export interface PredictionRecord {
  readonly modelId: string;
  readonly imageId: string;
  readonly ranges: HeatMapRanges;
  readonly means: Readonly<Record<HeatMapKind, number>>;
  /** Classes that have a plane of probabilities; null in maps of earlier versions, which have none. */
  readonly classCount: number | null;
  /** How the image compares with those the model was trained on; null where the model does not know them. */
  readonly distribution: DistributionCheck | null;
}

export type JobKind = 'import' | 'train' | 'predict' | 'evaluate' | 'export';
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Long work in progress. */
export interface JobRecord {
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  /** What it does just now, in a few words for the user. */
  readonly message: Message;
  /** 0 … 1. */
  readonly fraction: number;
  readonly elapsedMs: number;
  /** Null until it can be estimated. */
  readonly remainingMs: number | null;
  /** Training only: latest loss and Dice on the training crops. */
  readonly loss: number | null;
  readonly dice: number | null;
  /** How fast it goes; null where it counts nothing. */
  readonly rate: { readonly perSecond: number; readonly unit: 'steps' | 'images' } | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly finishedAt: string | null;
  /** `message`: a sentence for the user. `details`: for a report, to be copied, never shown. */
  readonly error: { readonly code: string; readonly message: Message; readonly details: string } | null;
}
