/** One thing the set-up brings in. */
export interface SetupStep {
  /** Whether there is nothing to do; asked at every start, so it only looks at files. */
  isDone(): boolean;
  /** Does the work, or leaves the reason why it could not where the program finds it. Never throws for that. */
  run(): Promise<void>;
}
