/** What the program answers to a change that is in its journal. */
export interface Saved {
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A change made in the window that the program must put into its journal. */
export interface PendingWrite {
  readonly imageId: string;
  readonly kind: 'stroke' | 'decision';
  send(): Promise<Saved>;
  saved(answer: Saved): void;
  /** Undoes the change in the window: it was given up. */
  takeBack(): void;
  /** After a lost connection: whether the program has the change although its answer never came. */
  wasSaved(): Promise<boolean>;
}
