import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { ScreenPoint, Size, ViewTransform } from './viewTransform.ts';

export type MinimapCorner = 'lowerRight' | 'upperRight' | 'upperLeft';

/** The scale bar has the fourth corner. */
const corners: readonly MinimapCorner[] = ['lowerRight', 'upperRight', 'upperLeft'];
/** Of the longer side, CSS pixels. */
const longestPx = 120;
const shortestPx = 16;
/** Most that it takes of the view's width and of its height. */
const widthShare = 1 / 5;
const heightShare = 1 / 3;
/** The pointer is near from this far off, CSS pixels. */
const nearPx = 24;

/** CSS pixels of the overview of an image: small in a small view, so that the image keeps its room. */
export function minimapSize(image: Size, viewport: Size): Size {
  const scale = Math.min(longestPx / Math.max(image.width, image.height), (widthShare * viewport.width) / image.width, (heightShare * viewport.height) / image.height);
  return { width: Math.max(image.width * scale, shortestPx), height: Math.max(image.height * scale, shortestPx) };
}

export interface MinimapPlaceOptions {
  readonly size: Size;
  readonly viewport: Size;
  readonly transform: ViewTransform;
  /** Between the overview and the edges of the view, CSS pixels. */
  readonly margin: number;
  /** Box in image pixels of the region that is asked about; null without one. */
  readonly region: PixelBox | null;
  /** Where something is being drawn; null when the pointer needs no room. */
  readonly pointer: ScreenPoint | null;
}

/** @returns the first corner where the overview covers neither the region nor what the pointer is at; null where it has no place */
export function minimapCorner(options: MinimapPlaceOptions): MinimapCorner | null {
  return corners.find((corner) => isFree(corner, options)) ?? null;
}

function isFree(corner: MinimapCorner, { size, viewport, transform, margin, region, pointer }: MinimapPlaceOptions): boolean {
  const left = corner === 'upperLeft' ? margin : viewport.width - margin - size.width;
  const top = corner === 'lowerRight' ? viewport.height - margin - size.height : margin;
  const isHit = (x: number, y: number, width: number, height: number, room: number): boolean =>
    x < left + size.width + room && x + width > left - room && y < top + size.height + room && y + height > top - room;
  if (pointer && isHit(pointer.x, pointer.y, 0, 0, nearPx)) return false;
  if (!region) return true;
  const { scale, offsetX, offsetY } = transform;
  return !isHit(region.x * scale + offsetX, region.y * scale + offsetY, region.width * scale, region.height * scale, 0);
}
