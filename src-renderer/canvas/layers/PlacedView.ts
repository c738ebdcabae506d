import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { Size } from '../viewTransform.ts';
import type { StageView } from './StageView.ts';

/**
 * Where the pixels of an image lie on the device's pixels: its corner on a whole one, every tile's edge rounded to one.
 * Two views of one scale differ by whole pixels, so a picture drawn for one can be moved to the other, and no seam shows
 * between tiles.
 */
export class PlacedView {
  readonly view: StageView;
  /** Device pixels an image pixel. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  /** Of the canvas, in device pixels. */
  readonly width: number;
  readonly height: number;

  constructor({ transform, viewport, pixelRatio }: StageView) {
    this.scale = transform.scale * pixelRatio;
    this.left = Math.round(transform.offsetX * pixelRatio);
    this.top = Math.round(transform.offsetY * pixelRatio);
    this.width = Math.round(viewport.width * pixelRatio);
    this.height = Math.round(viewport.height * pixelRatio);
    this.view = { viewport, pixelRatio, transform: { ...transform, offsetX: this.left / pixelRatio, offsetY: this.top / pixelRatio } };
  }

  /** Whether a picture drawn for another view only has to be moved. */
  isMoved({ scale, width, height }: PlacedView): boolean {
    return this.scale === scale && this.width === width && this.height === height;
  }

  x(imageX: number): number {
    return this.left + Math.round(imageX * this.scale);
  }

  y(imageY: number): number {
    return this.top + Math.round(imageY * this.scale);
  }

  /** Where a box of the image lies, in whole device pixels. */
  place(box: PixelBox): PixelBox {
    const x = this.x(box.x);
    const y = this.y(box.y);
    return { x, y, width: this.x(box.x + box.width) - x, height: this.y(box.y + box.height) - y };
  }

  /** The pixels of the image that a part of the screen shows, cut at the image's edge; null where it shows none. */
  imageBox(part: PixelBox, image: Size): PixelBox | null {
    const x = Math.max(Math.floor((part.x - this.left) / this.scale), 0);
    const y = Math.max(Math.floor((part.y - this.top) / this.scale), 0);
    const right = Math.min(Math.ceil((part.x + part.width - this.left) / this.scale), image.width);
    const bottom = Math.min(Math.ceil((part.y + part.height - this.top) / this.scale), image.height);
    return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null;
  }
}

/**
 * How much coarser than the screen a level may be: at 0.35 a level's pixel takes 0.64 … 1.27 of a screen's. Finer ones
 * would cost four times as many pixels for a difference that is not seen.
 */
const levelBias = 0.35;

/** The level of the pyramid that suits a view. @param scale device pixels an image pixel */
export function levelFor(scale: number, levelCount: number): number {
  return Math.min(Math.max(Math.floor(-Math.log2(scale) + levelBias), 0), levelCount - 1);
}
