import type { BrushSweep } from '../../../src-main/core/labels/brush.ts';
import type { LabelChange } from '../../../src-main/core/labels/LabelChange.ts';
import { freshObject } from '../../../src-main/core/labels/LabelPlanes.ts';
import { paintFor } from '../../../src-main/core/labels/paint.ts';
import { Stroke } from '../../../src-main/core/labels/Stroke.ts';
import type { ToolPoint, ToolTarget } from '../Tool.ts';

/** Share of the full radius that a pen touching as lightly as it can paints with. */
const lightestShare = 0.3;

/** @returns the brush's radius under a pen's pressure (0 … 1) */
export function pressedRadius(radiusImagePx: number, pressure: number): number {
  return radiusImagePx * (lightestShare + (1 - lightestShare) * Math.min(Math.max(pressure, 0), 1));
}

/** One stroke from pen down to pen up: paints as it goes, gives the whole as one change at the end. */
export class StrokeGesture {
  readonly #target: ToolTarget;
  readonly #stroke: Stroke;
  #last: ToolPoint;

  /** @param value label painted: a class index, or `unlabelled` */
  constructor(start: ToolPoint, target: ToolTarget, value: number) {
    this.#target = target;
    const { labels, separateObjects } = target;
    const [x, y] = [Math.floor(start.point.x), Math.floor(start.point.y)];
    this.#stroke = new Stroke(labels, paintFor(labels, x, y, { classIndex: value, separateObjects }, freshObject(labels)));
    this.#last = start;
    this.#sweep(start, start);
  }

  get last(): ToolPoint {
    return this.#last;
  }

  follow(path: readonly ToolPoint[]): void {
    for (const at of path) {
      this.#sweep(this.#last, at);
      this.#last = at;
    }
  }

  /** @returns the stroke as one change */
  finish(): LabelChange {
    return this.#stroke.change();
  }

  /** Puts the labels back as they were. */
  takeBack(): void {
    const box = this.#stroke.takeBack();
    if (box.width > 0) this.#target.painted(box);
  }

  #sweep(from: ToolPoint, to: ToolPoint): void {
    const sweep: BrushSweep = {
      from: from.point,
      to: to.point,
      radiusImagePx: pressedRadius(this.#target.radiusImagePx, to.pressure),
      shape: this.#target.shape,
    };
    const box = this.#stroke.sweep(sweep);
    if (box.width > 0 && box.height > 0) this.#target.painted(box);
  }
}
