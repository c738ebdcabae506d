import type { HeatMapKind, HeatMapRange } from './heatMaps.ts';
import type { PixelBox } from './geometry.ts';

/** One class of a project. Its index is the value stored in label maps; index 0 is the background. */
export interface ClassRecord {
  readonly index: number;
  readonly name: string;
  /** sRGB as `#rrggbb`. */
  readonly colour: string;
}

/** Whether an image is worked on or kept aside to measure models; held-back images never train and are never queued. */
export type ImageRole = 'work' | 'heldBack';

export type SampleType = 'uint8' | 'uint16' | 'float32';

/** One image of a project, as every part of the program knows it. */
export interface ImageRecord {
  readonly id: string;
  /** The file's name at import. Data from outside: shown as text only. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 RGB. */
  readonly channels: number;
  readonly sampleType: SampleType;
  /** Sample values that are shown black and white unless the user moves window and level. */
  readonly displayRange: readonly [number, number];
  /** sha256 of the file's bytes, hexadecimal: its name in the blob store and its cache key. */
  readonly contentHash: string;
  readonly role: ImageRole;
  /** Share of pixels that carry a label, 0 … 1. */
  readonly labelledFraction: number;
  /** Sequence number of the latest journal event that changed this image's labels; 0 when there is none. */
  readonly labelSequence: number;
}

/** What an annotation event was made with. */
export type AnnotationTool = 'brush' | 'eraser' | 'accept' | 'import' | 'simulatedExpert';

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
  readonly changedPixels: number;
  /** Model whose maps were on screen, and its mean predictive entropy (nats) over the changed pixels. */
  readonly modelId: string | null;
  readonly meanUncertainty: number | null;
  readonly regionId: string | null;
  readonly decision: RegionDecision | null;
  /** The event an undo or redo acts on. */
  readonly targetSequence: number | null;
  /** False once an undo (not itself redone) has taken the event back. */
  readonly inForce: boolean;
}

export type RegionDecision = 'accepted' | 'corrected' | 'deferred' | 'flagged';
export type RegionState = 'open' | RegionDecision;

/** A connected patch of doubtful pixels put before the expert. */
export interface RegionRecord {
  readonly id: string;
  readonly imageId: string;
  readonly modelId: string;
  readonly box: PixelBox;
  readonly pixelCount: number;
  /** Expected number of wrong pixels: the sum of the ranking map over the region. Higher is worse. */
  readonly score: number;
  /** Mean of every heat map over the region, in nats. */
  readonly means: Readonly<Record<HeatMapKind, number>>;
  /** Class most of its pixels are predicted as. */
  readonly proposedClass: number;
  /** The kind of doubt that stands out most here; says why the region is asked. */
  readonly reason: HeatMapKind;
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
  readonly imageCount: number;
  readonly labelledPixels: number;
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
}

/** Maps of one image made by one model, ready to be fetched tile by tile. */
export interface PredictionRecord {
  readonly modelId: string;
  readonly imageId: string;
  readonly ranges: Readonly<Record<HeatMapKind, HeatMapRange>>;
  readonly means: Readonly<Record<HeatMapKind, number>>;
}

export type JobKind = 'import' | 'train' | 'predict' | 'evaluate' | 'export';
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Long work in progress. */
export interface JobRecord {
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  /** What it does just now, in a few words for the user. */
  readonly message: string;
  /** 0 … 1. */
  readonly fraction: number;
  readonly elapsedMs: number;
  /** Null until it can be estimated. */
  readonly remainingMs: number | null;
  /** Training only: latest loss and Dice on the training crops. */
  readonly loss: number | null;
  readonly dice: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}
