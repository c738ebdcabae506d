import type { RegionArm } from '../review/RegionArm.ts';

/** A region that the expert has confirmed or put right, and what was found in it. */
export interface SettledRegion {
  readonly id: string;
  readonly imageId: string;
  readonly modelId: string;
  readonly arm: RegionArm;
  readonly pixelCount: number;
  /** Wrong pixels that the model expected in it: the sum of its probabilities of error. */
  readonly expectedWrong: number;
  /** Mean of the learned loss over it, nats. */
  readonly learnedLoss: number;
  /** Pixels whose label is another than the model proposed, 0 … pixelCount. */
  readonly wrongPixels: number;
  /** Seconds at work on it; null where a pause hides them. */
  readonly seconds: number | null;
  /** Its last decision's place in the journal. */
  readonly sequence: number;
}

/** An estimate with the interval that it lies in with a stated probability. */
export interface Interval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}
