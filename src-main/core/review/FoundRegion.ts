import type { RegionRecord } from '../records.ts';
import type { RegionMask } from './growRegion.ts';

/** A region of one image, found and described, not yet in a queue. */
export type FoundRegion = Pick<RegionRecord, 'pixelCount' | 'score' | 'means' | 'proposedClass' | 'reason' | 'boundaryPixels'> &
  RegionMask & {
    /** Mean over its pixels of the map that it was found by, in that map's unit. */
    readonly worth: number;
    /** What it is like: shares of classes, doubts, boundary, size, form, brightness and contrast, each about 0 … 1; as many for each region of a project. */
    readonly features: readonly number[];
  };
