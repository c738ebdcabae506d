import type { TrainingBatch } from '../batchParts.ts';
import type { BatchSetup } from './BatchSource.ts';

/** What the thread that makes batches can be asked. */
export interface BatchThreadApi {
  /** Before the first batch. */
  open(setup: BatchSetup): Promise<void>;
  /** Batches are made one after another, in the order in which they were asked for. */
  batch(member: number, step: number): Promise<TrainingBatch>;
}
