import Konva from 'konva';
import type { BrushShape } from '../../../src-main/core/labels/brush.ts';
import type { ScreenPoint } from '../viewTransform.ts';

export interface BrushCursor {
  readonly at: ScreenPoint;
  /** CSS pixels. */
  readonly radius: number;
  readonly erases: boolean;
  /** Default: round. */
  readonly shape?: BrushShape;
}

/** Smaller than this the rim could not be seen. */
const smallestRadius = 2;

/** The brush's rim where the pointer is: a light line in a dark one, seen on every image. */
export class CursorLayer {
  readonly layer = new Konva.Layer({ listening: false });
  #cursor: BrushCursor | null = null;

  constructor() {
    this.layer.add(new Konva.Shape({ listening: false, perfectDrawEnabled: false, sceneFunc: (context) => this.#draw(context._context) }));
  }

  show(cursor: BrushCursor | null): void {
    this.#cursor = cursor;
    this.layer.batchDraw();
  }

  #draw(context: CanvasRenderingContext2D): void {
    if (!this.#cursor) return;
    const { at, erases, shape } = this.#cursor;
    const radius = Math.max(this.#cursor.radius, smallestRadius);
    const rim = new Path2D();
    if (shape === 'square') rim.rect(at.x - radius, at.y - radius, 2 * radius, 2 * radius);
    else rim.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    context.strokeStyle = 'rgb(0 0 0 / 0.7)';
    context.lineWidth = 3;
    context.stroke(rim);
    context.strokeStyle = '#ffffff';
    context.lineWidth = 1.25;
    context.setLineDash(erases ? [4, 3] : []);
    context.stroke(rim);
    context.setLineDash([]);
  }
}
