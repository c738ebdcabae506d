import Konva from 'konva';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { Ring } from '../traceRings.ts';
import type { Size } from '../viewTransform.ts';
import { pathOfRings } from './pathOfRings.ts';
import type { StageView } from './StageView.ts';

export interface ShownRegion {
  readonly image: Size;
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
    this.layer.add(new Konva.Shape({ listening: false, sceneFunc: (context) => this.#draw(context._context) }));
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
    const { scale, offsetX, offsetY } = this.#view.transform;
    const { image } = this.#region;
    const outline = regionPath(this.#region, this.#view);
    const around = new Path2D();
    around.rect(offsetX, offsetY, image.width * scale, image.height * scale);
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
}

/** The region's outline on the screen. */
export function regionPath({ box, rings }: ShownRegion, { transform }: StageView): Path2D {
  return pathOfRings(rings ?? [[0, 0, box.width, 0, box.width, box.height, 0, box.height]], box, transform);
}
