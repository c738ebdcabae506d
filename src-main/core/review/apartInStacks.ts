import type { PixelBox } from '../geometry.ts';
import type { StackPlace } from '../records.ts';
import type { Sliced } from '../sliced.ts';

/** Regions of one stretch are compared with each other: an expert who goes on sees the next stretch afresh. */
const stretch = 40;
/** Slices nearer than this to each other show the same structures. */
const nearSlices = 3;
/** Of the area that two boxes cover together; from here on they are taken to show the same. */
const sameShare = 0.3;

export interface SlicedRegion {
  readonly box: PixelBox;
  /** Null for an image that is no slice. */
  readonly stack: Pick<StackPlace, 'id' | 'index'> | null;
}

/**
 * Puts regions that lie over one before them in a neighbouring slice of the same stack at the end of their stretch of the queue: one
 * structure cut twice is asked once first.
 * @param ordered best first
 * @returns each once
 */
export function* apartInStacks<Region>(ordered: readonly Region[], placeOf: (region: Region) => SlicedRegion): Sliced<Region[]> {
  const result: Region[] = [];
  for (let from = 0; from < ordered.length; from += stretch) {
    const kept: Region[] = [];
    const later: Region[] = [];
    for (const region of ordered.slice(from, from + stretch)) {
      const place = placeOf(region);
      (kept.some((other) => isSameStructure(place, placeOf(other))) ? later : kept).push(region);
    }
    result.push(...kept, ...later);
    yield;
  }
  return result;
}

function isSameStructure(first: SlicedRegion, second: SlicedRegion): boolean {
  if (!first.stack || first.stack.id !== second.stack?.id) return false;
  const distance = Math.abs(first.stack.index - second.stack.index);
  return distance > 0 && distance < nearSlices && overlap(first.box, second.box) >= sameShare;
}

/** Intersection over union of two boxes, 0 … 1. */
export function overlap(first: PixelBox, second: PixelBox): number {
  const both = intersection(first, second);
  return both / (first.width * first.height + second.width * second.height - both);
}

/** Pixels that two boxes have in common. */
export function intersection(first: PixelBox, second: PixelBox): number {
  const width = Math.min(first.x + first.width, second.x + second.width) - Math.max(first.x, second.x);
  const height = Math.min(first.y + first.height, second.y + second.height) - Math.max(first.y, second.y);
  return Math.max(0, width) * Math.max(0, height);
}
