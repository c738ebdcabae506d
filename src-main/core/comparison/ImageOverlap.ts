/** What a model got of one image's labelled pixels. */
export interface ImageOverlap {
  readonly imageId: string;
  readonly labelled: number;
  /** Pixels of each class in the labels, in the prediction where there are labels, and in both. */
  readonly truth: readonly number[];
  readonly predicted: readonly number[];
  readonly both: readonly number[];
  /** The same labelled pixels told apart by what the request numbered them with; left out where it did not. */
  readonly groups?: readonly GroupAccuracy[] | undefined;
}

/** Pixels of one group that carry a label, and those of them predicted right. */
export interface GroupAccuracy {
  readonly group: number;
  readonly pixels: number;
  readonly right: number;
}
