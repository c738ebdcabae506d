import type { PixelBox } from '../../../src-main/core/geometry.ts';

/** The region takes up to this share of its thumbnail; the rest is what lies around it. */
const regionShare = 0.55;
/** Image pixels a thumbnail shows at least: fewer say nothing about where the region is. */
const smallestSide = 40;

/** The square of the image that a region's thumbnail shows: around the region, moved inside the image where it can be. */
export function thumbnailBox(region: PixelBox, width: number, height: number): PixelBox {
  const wanted = Math.max(Math.ceil(Math.max(region.width, region.height) / regionShare), smallestSide);
  const side = Math.min(wanted, width, height);
  const place = (start: number, length: number, room: number): number =>
    Math.min(Math.max(Math.round(start + length / 2 - side / 2), 0), room - side);
  return { x: place(region.x, region.width, width), y: place(region.y, region.height, height), width: side, height: side };
}
