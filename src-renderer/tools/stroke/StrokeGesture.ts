import { sweepBrush } from '../../../src-main/core/labels/brush.ts';
import { applyMaskDiff, invertMaskDiff } from '../../../src-main/core/labels/maskDiff.ts';
import type { MaskDiff } from '../../../src-main/core/labels/maskDiff.ts';
import { strokeDiff } from '../../../src-main/core/labels/strokeDiff.ts';
import { StrokeMemo } from '../../../src-main/core/labels/StrokeMemo.ts';
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
  readonly #value: number;
  readonly #memo: StrokeMemo;
  #last: ToolPoint;

  /** @param value label painted: a class index, or `unlabelled` */
  constructor(start: ToolPoint, target: ToolTarget, value: number) {
    this.#target = target;
    this.#value = value;
    this.#memo = new StrokeMemo(target.labels.width, target.labels.height);
    this.#last = start;
    this.#sweep(start, start);
  }

  follow(path: readonly ToolPoint[]): void {
    for (const at of path) {
      this.#sweep(this.#last, at);
      this.#last = at;
    }
  }

  /** @returns the stroke as one change */
  finish(): MaskDiff {
    return strokeDiff(this.#target.labels, this.#memo);
  }

  /** Puts the labels back as they were. */
  takeBack(): void {
    applyMaskDiff(this.#target.labels, invertMaskDiff(this.finish()));
    const { width, height } = this.#target.labels;
    this.#target.painted({ x: 0, y: 0, width, height });
  }

  #sweep(from: ToolPoint, to: ToolPoint): void {
    const radiusImagePx = pressedRadius(this.#target.radiusImagePx, to.pressure);
    const box = sweepBrush(this.#target.labels, { from: from.point, to: to.point, radiusImagePx }, this.#value, this.#memo);
    if (box.width > 0 && box.height > 0) this.#target.painted(box);
  }
}
