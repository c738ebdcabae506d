import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { ImageSize } from '../../src-main/core/labels/labelTiles.ts';
import type { ClassifiedWindow } from '../../src-main/core/vision/classifier/predictForest.ts';
import type { DisplayRange } from '../../src-main/core/vision/displayUnits.ts';
import type { RefineBlockRequest } from '../../src-main/core/vision/crf/refineBlock.ts';
import type { RefineRule } from '../../src-main/core/vision/crf/refineMask.ts';
import type { PixelMask, SampleWindow } from '../../src-main/core/vision/SampleWindow.ts';
import type { ThresholdRule } from '../../src-main/core/vision/thresholdRegion.ts';
import type { Spans } from '../../src-main/core/labels/spans.ts';
import type { SlicOptions, WindowPlace } from '../../src-main/core/vision/slic.ts';
import type { SuperpixelBlock } from '../../src-main/core/vision/superpixelBlock.ts';

/** Samples with the ranges that make display units of them. */
export interface RangedWindow {
  readonly window: SampleWindow;
  readonly ranges: readonly DisplayRange[];
}

/** The window is that of `blockWindow`. */
export interface SuperpixelRequest extends RangedWindow {
  readonly around: PixelBox;
  readonly box: PixelBox;
  readonly image: ImageSize;
  readonly options: SlicOptions;
}

export interface FeatureRequest extends RangedWindow {
  /** What the features are called by later. */
  readonly key: string;
  /** The part of the window that features are wanted of; the rest is margin. */
  readonly part: PixelBox;
  /** Given: features of superpixels are kept instead of those of pixels. */
  readonly superpixels?: { readonly options: SlicOptions; readonly place: WindowPlace };
}

export interface TrainingRequest {
  readonly parts: readonly { readonly key: string; readonly classes: Uint8Array }[];
  readonly classCount: number;
  readonly seed: number;
}

/** What the worker does not hold (any more): they are to be given to it first. */
export interface MissingFeatures {
  readonly missing: readonly string[];
}

export interface BrightnessRequest extends RangedWindow {
  readonly key: string;
  /** Null for the mean of all. */
  readonly channel: number | null;
  /** Null: all of the window. */
  readonly inside: PixelMask | null;
}

export interface ThresholdRequest {
  readonly key: string;
  /** Where the window lies in the image. */
  readonly box: PixelBox;
  readonly rule: ThresholdRule;
}

export interface ThresholdedPixels {
  readonly spans: Spans;
  readonly count: number;
}

/** What the window's worker computes: what takes longer than a frame. */
export interface ComputeApi {
  superpixels(input: SuperpixelRequest): SuperpixelBlock;
  refineMask(input: RangedWindow & { readonly mask: PixelMask; readonly probability: Uint8Array | null; readonly rule: RefineRule }): PixelMask;
  /** Refined classes of a part of the window. */
  refinePrediction(input: RefineBlockRequest): Uint8Array;
  /** Computes the brightness of a box and keeps it, the only one. @returns Otsu's threshold, null where all pixels are alike */
  keepBrightness(input: BrightnessRequest): { readonly start: number | null };
  threshold(input: ThresholdRequest): ThresholdedPixels | MissingFeatures;
  forgetBrightness(input: object): void;
  /** Computes the features of a window and keeps them, those longest unused making room. */
  keepFeatures(input: FeatureRequest): void;
  /** Trains the pixel classifier and keeps it under a number. */
  trainClassifier(input: TrainingRequest): { readonly forest: number } | MissingFeatures;
  classify(input: { readonly key: string; readonly forest: number }): ClassifiedWindow | MissingFeatures;
}
