import type { HeatMapKind, HeatMapRanges, OptionalMapKind } from '../heatMaps.ts';

/** One image's maps as they lie in its prediction file, and what is labelled already. */
export interface PredictedImage {
  readonly width: number;
  readonly height: number;
  readonly classCount: number;
  /** Most probable class of each pixel. */
  readonly prediction: Uint8Array;
  readonly maps: Readonly<Record<HeatMapKind, Uint8Array>>;
  /** Those of the optional maps that are at hand. */
  readonly optionalMaps: { readonly [Kind in OptionalMapKind]?: Uint8Array | undefined };
  readonly ranges: HeatMapRanges;
  /** Class indices, 255 = not labelled. What is labelled is settled and is not asked again. */
  readonly labels: Uint8Array;
  /** Samples scaled to 0 … 255, one channel; null where they are not at hand: then what a region is like is told by its maps alone. */
  readonly grey: Uint8Array | null;
}
