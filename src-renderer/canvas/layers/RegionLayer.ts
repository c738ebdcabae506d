import Konva from 'konva';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { Ring } from '../traceRings.ts';
import type { StageView } from './StageView.ts';

export interface ShownRegion {
  readonly box: PixelBox;
  /** In pixels of the box; null while they are on their way, then the box itself is outlined. */
  readonly rings: readonly Ring[] | null;
}

/** How much darker everything outside the region is: enough to lead the eye, not to hide. */
const contextDim = 'rgb(0 0 0 / 0.24)';
/** CSS pixels that the outline keeps off the region, so that its rim can be seen. */
const haloWidth = 4;
const lineWidth = 1.5;

/** The region in question: its outline, everything else a little darker. */
export class RegionLayer {
  readonly layer = new Konva.Layer({ listening: false });
  #region: ShownRegion | null = null;
  #view: StageView | null = null;

  constructor() {
    this.layer.add(new Konva.Shape({ listening: false, sceneFunc: (context) => this.#draw(context._context as CanvasRenderingContext2D) }));
  }

  show(region: ShownRegion | null): void {
    this.#region = region;
    this.layer.batchDraw();
  }

  look(view: StageView): void {
    this.#view = view;
    this.layer.batchDraw();
  }

  #draw(context: CanvasRenderingContext2D): void {
    if (!this.#region || !this.#view) return;
    const { viewport } = this.#view;
    const outline = this.#outline(this.#region, this.#view);
    const around = new Path2D();
    around.rect(0, 0, viewport.width, viewport.height);
    around.addPath(outline);
    context.save();
    context.fillStyle = contextDim;
    context.fill(around, 'evenodd');
    context.lineJoin = 'round';
    context.strokeStyle = 'rgb(0 0 0 / 0.6)';
    context.lineWidth = haloWidth;
    context.stroke(outline);
    context.strokeStyle = '#ffffff';
    context.lineWidth = lineWidth;
    context.stroke(outline);
    context.restore();
  }

  #outline({ box, rings }: ShownRegion, { transform: { scale, offsetX, offsetY } }: StageView): Path2D {
    const path = new Path2D();
    for (const ring of rings ?? [[0, 0, box.width, 0, box.width, box.height, 0, box.height]]) {
      for (let at = 0; at < ring.length; at += 2) {
        const x = (ring[at]! + box.x) * scale + offsetX;
        const y = (ring[at + 1]! + box.y) * scale + offsetY;
        if (at === 0) path.moveTo(x, y);
        else path.lineTo(x, y);
      }
      path.closePath();
    }
    return path;
  }
}
