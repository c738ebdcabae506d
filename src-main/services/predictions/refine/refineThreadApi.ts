import type { RefineBlockRequest } from '../../../core/vision/crf/refineBlock.ts';

/** What the thread that refines predictions can be asked. */
export interface RefineThreadApi {
  refine(request: RefineBlockRequest): Promise<Uint8Array>;
}
