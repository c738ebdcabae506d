import Konva from 'konva';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { joinBoxes } from '../dirtyBox.ts';
import { Raster } from '../Raster.ts';
import { deviceBox, visibleBox } from '../viewTransform.ts';
import type { Size } from '../viewTransform.ts';
import type { StageView } from './StageView.ts';

export type PaintBox = (box: PixelBox, target: Uint32Array) => void;

export interface RasterLayerOptions {
  /** Draws above the raster, in CSS pixels, at least what lies in a box of the image. */
  readonly finish?: (context: CanvasRenderingContext2D, view: StageView, box: PixelBox) => void;
  /** How far `finish` draws beyond the pixels it draws about, in CSS pixels. */
  readonly reach?: number;
}

/**
 * A Konva layer that shows one raster. Changed boxes are gathered and written once a frame; while nothing else has
 * changed only their part of the layer is drawn again, so that a stroke costs as little on a large image as on a small
 * one.
 */
export class RasterLayer {
  readonly layer = new Konva.Layer({ listening: false });
  readonly #options: RasterLayerOptions;
  #raster: Raster | null = null;
  #image: Size = { width: 0, height: 0 };
  #paint: PaintBox | null = null;
  #dirty: PixelBox | null = null;
  #view: StageView | null = null;
  /** The whole layer will be drawn at the next frame. */
  #isDue = false;
  #patchDue = 0;

  constructor(options: RasterLayerOptions = {}) {
    this.#options = options;
    this.layer.add(new Konva.Shape({ listening: false, perfectDrawEnabled: false, sceneFunc: (context) => this.#draw(context._context) }));
  }

  /** Starts an image anew; nothing is shown until boxes are marked as changed. */
  begin(image: Size): void {
    this.#raster = new Raster(image);
    this.#image = image;
    this.#dirty = null;
    this.redraw();
  }

  end(): void {
    this.#raster = null;
    this.#dirty = null;
    this.redraw();
  }

  /** @param paint gives the pixels of a box; null shows nothing */
  show(paint: PaintBox | null): void {
    this.#paint = paint;
    this.redraw();
  }

  markChanged(box: PixelBox): void {
    this.#dirty = joinBoxes(this.#dirty, box);
    if (this.#isDue || this.#patchDue !== 0) return;
    this.#patchDue = requestAnimationFrame(() => {
      this.#patchDue = 0;
      if (!this.#isDue) this.#patch();
    });
  }

  look(view: StageView): void {
    this.#view = view;
    this.redraw();
  }

  redraw(): void {
    this.#isDue = true;
    this.layer.batchDraw();
  }

  #draw(context: CanvasRenderingContext2D): void {
    this.#isDue = false;
    if (!this.#raster || !this.#paint || !this.#view) return;
    this.#writeChanges(this.#raster, this.#paint);
    const { transform, viewport, pixelRatio } = this.#view;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    this.#raster.draw(context, transform, pixelRatio, {
      x: 0,
      y: 0,
      width: viewport.width * pixelRatio,
      height: viewport.height * pixelRatio,
    });
    context.restore();
    this.#options.finish?.(context, this.#view, visibleBox(transform, this.#image, viewport));
  }

  /** Draws the changed part alone. */
  #patch(): void {
    const context = this.layer.getNativeCanvasElement().getContext('2d');
    const box = this.#dirty;
    if (!context || !box || !this.#raster || !this.#paint || !this.#view) return;
    this.#writeChanges(this.#raster, this.#paint);
    const view = this.#view;
    const { transform, pixelRatio } = view;
    const reach = this.#options.reach ?? 0;
    const part = deviceBox(box, transform, pixelRatio, reach);
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(part.x, part.y, part.width, part.height);
    context.clip();
    context.clearRect(part.x, part.y, part.width, part.height);
    this.#raster.draw(context, transform, pixelRatio, part);
    context.scale(pixelRatio, pixelRatio);
    const margin = Math.ceil((2 * reach) / transform.scale) + 1;
    const around = { x: box.x - margin, y: box.y - margin, width: box.width + 2 * margin, height: box.height + 2 * margin };
    this.#options.finish?.(context, view, around);
    context.restore();
  }

  #writeChanges(raster: Raster, paint: PaintBox): void {
    if (this.#dirty) raster.write(this.#dirty, paint);
    this.#dirty = null;
  }
}
