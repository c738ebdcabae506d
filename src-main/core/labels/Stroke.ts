import type { PixelBox } from '../geometry.ts';
import { eachSweptSpan } from './brush.ts';
import type { BrushSweep } from './brush.ts';
import type { LabelChange } from './LabelChange.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import type { LabelPaint } from './paint.ts';
import { editChange, PlaneEdit } from './PlaneEdit.ts';

/** A brush stroke that paints the labels in place as it goes and gives the whole as one change at its end. */
export class Stroke {
  readonly #planes: LabelPlanes;
  readonly #paint: LabelPaint;
  readonly #edit: PlaneEdit;

  constructor(planes: LabelPlanes, paint: LabelPaint, edit = new PlaneEdit(planes)) {
    this.#planes = planes;
    this.#paint = paint;
    this.#edit = edit;
  }

  /** Paints one sweep of the brush. @returns the box that may have changed, inside the image; empty when the brush missed it */
  sweep(sweep: BrushSweep): PixelBox {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    eachSweptSpan(this.#planes.classes, sweep, (y, x, end) => {
      this.#edit.paint(y, x, end, this.#paint);
      left = Math.min(left, x);
      right = Math.max(right, end);
      top = Math.min(top, y);
      bottom = y + 1;
    });
    return right > left ? { x: left, y: top, width: right - left, height: bottom - top } : { x: 0, y: 0, width: 0, height: 0 };
  }

  /** The whole stroke so far. */
  change(): LabelChange {
    return this.#edit.change();
  }

  /** Puts the labels back as they were. @returns the box of the tiles put back; empty when there are none */
  takeBack(): PixelBox {
    return this.#edit.takeBack();
  }
}

/**
 * What a whole stroke changes: the pure form of `Stroke`.
 * @param planes left as they are
 */
export function strokeChange(planes: LabelPlanes, sweeps: readonly BrushSweep[], paint: LabelPaint): LabelChange {
  return editChange(planes, (edit) => {
    const stroke = new Stroke(planes, paint, edit);
    for (const sweep of sweeps) stroke.sweep(sweep);
  });
}
