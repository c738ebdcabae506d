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
  /** A byte a pixel of the box, not 0 inside; null while it is on its way. */
  readonly mask?: Uint8Array | null;
}

/** The pixels that commands work on. */
export interface ShownSelection {
  readonly box: PixelBox;
  /** In pixels of the box. */
  readonly rings: readonly Ring[];
}

/** How much darker everything outside the region is: enough to lead the eye, not to hide. */
const contextDim = 'rgb(0 0 0 / 0.24)';
/** CSS pixels that the outline keeps off the region, so that its rim can be seen. */
const haloWidth = 4;
const lineWidth = 1.5;
/** CSS pixels of a selection's dashes: light on dark, seen on every image. */
const dashes = [5, 4];

/** How far the lines drawn here reach beyond the pixels they go around, in CSS pixels. */
export const regionLineReach = haloWidth / 2 + 1;

/** The region in question: its outline, everything else a little darker. @param context in CSS pixels */
export function drawRegion(context: CanvasRenderingContext2D, region: ShownRegion, view: StageView): void {
  const { scale, offsetX, offsetY } = view.transform;
  const { box, image, rings } = region;
  const outline = pathOfRings(rings ?? [[0, 0, box.width, 0, box.width, box.height, 0, box.height]], box, view.transform);
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

/** Outlines what is selected with light dashes on a dark line. @param context in CSS pixels */
export function drawSelection(context: CanvasRenderingContext2D, { box, rings }: ShownSelection, view: StageView): void {
  const outline = pathOfRings(rings, box, view.transform);
  context.save();
  context.lineJoin = 'round';
  context.strokeStyle = 'rgb(0 0 0 / 0.85)';
  context.lineWidth = lineWidth + 1;
  context.stroke(outline);
  context.strokeStyle = '#ffffff';
  context.lineWidth = lineWidth;
  context.setLineDash(dashes);
  context.stroke(outline);
  context.restore();
}
