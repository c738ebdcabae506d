import Konva from 'konva';
import type { ScreenPoint } from '../viewTransform.ts';

export interface BrushCursor {
  readonly at: ScreenPoint;
  /** CSS pixels. */
  readonly radius: number;
  readonly erases: boolean;
}

/** Smaller than this the ring could not be seen. */
const smallestRadius = 2;

/** The brush's rim where the pointer is: a light ring in a dark one, seen on every image. */
export class CursorLayer {
  readonly layer = new Konva.Layer({ listening: false });
  readonly #dark = new Konva.Circle({ stroke: 'rgb(0 0 0 / 0.7)', strokeWidth: 3, listening: false, visible: false });
  readonly #light = new Konva.Circle({ stroke: '#ffffff', strokeWidth: 1.25, listening: false, visible: false });

  constructor() {
    this.layer.add(this.#dark, this.#light);
  }

  show(cursor: BrushCursor | null): void {
    for (const circle of [this.#dark, this.#light]) {
      circle.visible(cursor !== null);
      if (!cursor) continue;
      circle.position(cursor.at);
      circle.radius(Math.max(cursor.radius, smallestRadius));
    }
    this.#light.dash(cursor?.erases ? [4, 3] : []);
    this.layer.batchDraw();
  }
}
