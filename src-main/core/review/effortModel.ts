/** What is known of a region before it is settled, by which its time is foretold. */
export interface EffortPredictors {
  readonly pixelCount: number;
  /** Expected number of wrong pixels. */
  readonly score: number;
  /** Pixels of the region beside one predicted as another class. */
  readonly boundaryPixels: number;
}

/** Seconds that an expert will need for a region: to look, and to repair what is expected to be wrong. */
export interface EffortModel {
  secondsOf(region: EffortPredictors): number;
}
