/** What one method asks for on one network in one round. */
export interface MethodCost {
  /** The network's title, as in the tables. */
  readonly network: string;
  readonly method: string;
  /** 1 …; of one round, rows were measured soon after each other. */
  readonly round: number;
  /** Numbers learnt that have to be kept to predict. */
  readonly keptValues: number;
  /** By the clock, all networks together, of the same part of the training for every method. */
  readonly trainingMs: number;
  /** By the clock, of the same images for every method, after a first one. */
  readonly predictionMs: number;
  /** High-water mark of the process's resident memory while it predicted. */
  readonly predictionPeakBytes: number;
}

/** A row with where, when and beside how much else it was measured. */
export interface MeasuredCost extends MethodCost {
  readonly machine: string;
  readonly date: string;
  /** Of the machine when the row was begun. */
  readonly loadBefore: number;
}
