import type { CrfOptions } from '../../../src-main/core/vision/crf/denseCrf.ts';

/** What the user wants written of the selected images, and where. */
export interface ExportChoice {
  readonly folder: string;
  readonly content: 'labels' | 'objects' | 'predictions' | 'predictedObjects';
  /** How the dense CRF refines what the model predicts; null where it is written as the networks made it. */
  readonly refinement: CrfOptions | null;
}
