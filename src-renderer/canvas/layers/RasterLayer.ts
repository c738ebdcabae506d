import Konva from 'konva';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { joinBoxes } from '../dirtyBox.ts';
import { Raster } from '../Raster.ts';
import type { Size } from '../viewTransform.ts';
import type { StageView } from './StageView.ts';

export type PaintBox = (box: PixelBox, target: Uint32Array) => void;

/**
 * A Konva layer that shows one raster. Changed boxes are gathered and written once a frame, just before the layer is
 * drawn.
 */
export class RasterLayer {
  readonly layer = new Konva.Layer({ listening: false });
  #raster: Raster | null = null;
  #paint: PaintBox | null = null;
  #dirty: PixelBox | null = null;
  #view: StageView | null = null;
  readonly #finish: ((context: CanvasRenderingContext2D, view: StageView) => void) | null;

  /** @param finish draws on what was drawn, in CSS pixels */
  constructor(finish: ((context: CanvasRenderingContext2D, view: StageView) => void) | null = null) {
    this.#finish = finish;
    this.layer.add(
      new Konva.Shape({ listening: false, perfectDrawEnabled: false, sceneFunc: (context) => this.#draw(context._context) }),
    );
  }

  /** Starts an image anew; nothing is shown until boxes are marked as changed. */
  begin(image: Size): void {
    this.#raster = new Raster(image);
    this.#dirty = null;
    this.layer.batchDraw();
  }

  /** @param paint gives the pixels of a box; null shows nothing */
  show(paint: PaintBox | null): void {
    this.#paint = paint;
    this.layer.batchDraw();
  }

  markChanged(box: PixelBox): void {
    this.#dirty = joinBoxes(this.#dirty, box);
    this.layer.batchDraw();
  }

  look(view: StageView): void {
    this.#view = view;
    this.layer.batchDraw();
  }

  end(): void {
    this.#raster = null;
    this.#dirty = null;
    this.layer.batchDraw();
  }

  #draw(context: CanvasRenderingContext2D): void {
    if (!this.#raster || !this.#paint || !this.#view) return;
    if (this.#dirty) {
      this.#raster.write(this.#dirty, this.#paint);
      this.#dirty = null;
    }
    const { transform, viewport, pixelRatio } = this.#view;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    this.#raster.draw(context, transform, viewport, pixelRatio);
    context.restore();
    this.#finish?.(context, this.#view);
  }
}
