import { clipBox } from '../../src-main/core/geometry.ts';
import type { ImagePoint, PixelBox } from '../../src-main/core/geometry.ts';

/** Where an image lies on the canvas: screen = image x scale + offset. Screen lengths are CSS pixels. */
export interface ViewTransform {
  /** CSS pixels an image pixel. */
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** A width and a height, of a viewport in CSS pixels or of an image in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Closer than this an image pixel is larger than most icons, and nothing more is to be seen. */
export const largestScale = 64;
/** Share of the viewport's shorter side that stays free around a fitted image. */
const fitMargin = 0.04;
/** How much of the fitted size an image may be shrunk to. */
const smallestShareOfFit = 0.5;
/** CSS pixels of the image that stay in sight however far it is dragged. */
const keptInSight = 64;

export function fitView(image: Size, viewport: Size): ViewTransform {
  const margin = Math.min(viewport.width, viewport.height) * fitMargin;
  const scale = Math.min((viewport.width - 2 * margin) / image.width, (viewport.height - 2 * margin) / image.height);
  return centreView(image, viewport, Math.min(Math.max(scale, 1 / 1024), largestScale));
}

/** The image's middle in the viewport's middle at the given scale. */
export function centreView(image: Size, viewport: Size, scale: number): ViewTransform {
  return {
    scale,
    offsetX: (viewport.width - image.width * scale) / 2,
    offsetY: (viewport.height - image.height * scale) / 2,
  };
}

export interface FrameOptions {
  readonly box: PixelBox;
  readonly viewport: Size;
  /** Share of the viewport that the box shall take, 0 … 1. */
  readonly share: number;
  /** Small boxes are not blown up past this many CSS pixels an image pixel: their surroundings are needed to judge them. */
  readonly maximumScale: number;
}

/** The box's middle in the viewport's middle, the box at a share of the view. */
export function frameBox({ box, viewport, share, maximumScale }: FrameOptions): ViewTransform {
  const fitting = Math.min((viewport.width * share) / box.width, (viewport.height * share) / box.height);
  const scale = Math.min(fitting, maximumScale);
  return {
    scale,
    offsetX: viewport.width / 2 - (box.x + box.width / 2) * scale,
    offsetY: viewport.height / 2 - (box.y + box.height / 2) * scale,
  };
}

/** Moves a view as little as fills the viewport with image; where the image is smaller than it, the image comes to its middle. */
export function fillView(view: ViewTransform, image: Size, viewport: Size): ViewTransform {
  const hold = (offset: number, length: number, room: number): number =>
    length <= room ? (room - length) / 2 : Math.min(Math.max(offset, room - length), 0);
  return {
    ...view,
    offsetX: hold(view.offsetX, image.width * view.scale, viewport.width),
    offsetY: hold(view.offsetY, image.height * view.scale, viewport.height),
  };
}

/** Zooms by a factor; the image point under `fixed` stays there. */
export function zoomAt(view: ViewTransform, fixed: ScreenPoint, factor: number, smallestScale: number): ViewTransform {
  const scale = Math.min(Math.max(view.scale * factor, smallestScale), largestScale);
  const grown = scale / view.scale;
  return {
    scale,
    offsetX: fixed.x - (fixed.x - view.offsetX) * grown,
    offsetY: fixed.y - (fixed.y - view.offsetY) * grown,
  };
}

export function smallestScaleOf(image: Size, viewport: Size): number {
  return Math.min(fitView(image, viewport).scale * smallestShareOfFit, 1);
}

export function panBy(view: ViewTransform, deltaX: number, deltaY: number): ViewTransform {
  return { ...view, offsetX: view.offsetX + deltaX, offsetY: view.offsetY + deltaY };
}

/** Moves a view back as far as needed to keep some of the image in sight. */
export function keepInSight(view: ViewTransform, image: Size, viewport: Size): ViewTransform {
  const hold = (offset: number, length: number, room: number): number =>
    Math.min(Math.max(offset, keptInSight - length), room - keptInSight);
  return {
    ...view,
    offsetX: hold(view.offsetX, image.width * view.scale, viewport.width),
    offsetY: hold(view.offsetY, image.height * view.scale, viewport.height),
  };
}

/** The image's corner on a whole pixel of the screen: what lies over the image then fits its pixels to the last one. */
export function onWholePixels({ scale, offsetX, offsetY }: ViewTransform, pixelRatio: number): ViewTransform {
  return { scale, offsetX: Math.round(offsetX * pixelRatio) / pixelRatio, offsetY: Math.round(offsetY * pixelRatio) / pixelRatio };
}

export function toImagePoint(view: ViewTransform, point: ScreenPoint): ImagePoint {
  return { x: (point.x - view.offsetX) / view.scale, y: (point.y - view.offsetY) / view.scale };
}

export function toScreenPoint(view: ViewTransform, point: ImagePoint): ScreenPoint {
  return { x: point.x * view.scale + view.offsetX, y: point.y * view.scale + view.offsetY };
}

/**
 * Where a box of the image lies on the screen, in whole device pixels, with what smoothing spreads beyond it.
 * @param reach further CSS pixels around it
 */
export function deviceBox(box: PixelBox, view: ViewTransform, pixelRatio: number, reach: number): PixelBox {
  const margin = Math.ceil(reach * pixelRatio) + Math.ceil(view.scale * pixelRatio) + 1;
  const x = Math.floor((view.offsetX + box.x * view.scale) * pixelRatio) - margin;
  const y = Math.floor((view.offsetY + box.y * view.scale) * pixelRatio) - margin;
  const right = Math.ceil((view.offsetX + (box.x + box.width) * view.scale) * pixelRatio) + margin;
  const bottom = Math.ceil((view.offsetY + (box.y + box.height) * view.scale) * pixelRatio) + margin;
  return { x, y, width: right - x, height: bottom - y };
}

/** The whole pixels of the image that can be seen. */
export function visibleBox(view: ViewTransform, image: Size, viewport: Size): PixelBox {
  const topLeft = toImagePoint(view, { x: 0, y: 0 });
  const bottomRight = toImagePoint(view, { x: viewport.width, y: viewport.height });
  const x = Math.floor(topLeft.x);
  const y = Math.floor(topLeft.y);
  return clipBox({ x, y, width: Math.ceil(bottomRight.x) - x, height: Math.ceil(bottomRight.y) - y }, image.width, image.height);
}
