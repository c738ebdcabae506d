import type { Temperatures } from '../../../src-main/core/calibration/Temperatures.ts';
import type { Budget } from '../../zoo/dataSets.ts';
import type { SegmentationFigures } from './SegmentationMeasure.ts';
import type { TableFigures } from './tables/Measure.ts';

/** One method with one seed on one set. */
export interface ImageRow extends TableFigures {
  readonly set: string;
  readonly method: string;
  readonly seed: number;
  readonly budget: Budget;
  /** Over the steps of the budget. */
  readonly effort: number;
  /** Networks, passes and turns whose mean is the prediction. */
  readonly members: number;
  readonly temperature: Temperatures;
  readonly segmentation: SegmentationFigures;
  readonly testImages: number;
}

/** A row with where and when it was made. */
export interface MadeRow extends ImageRow {
  readonly machine: string;
  readonly date: string;
  /** Of the processor: a number, or `all`. */
  readonly threads: string;
}
