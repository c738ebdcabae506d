/** One bin of a reliability diagram: pixels whose confidence lies in it. */
export interface ReliabilityBin {
  /** Open below, closed above; 0 … 1. */
  readonly lower: number;
  readonly upper: number;
  /** Pixels. */
  readonly count: number;
  /** Mean confidence, 0 … 1; null in an empty bin. */
  readonly confidence: number | null;
  /** Share predicted right, 0 … 1; null in an empty bin. */
  readonly accuracy: number | null;
}
