import type { EdgeLines } from '../paintOverlay.ts';
import type { StageView } from './StageView.ts';

/** CSS pixels. */
const lineWidth = { labels: 2.25, prediction: 1.5 } as const;
const haloWidth = 1.25;
/** A prediction is drawn thinner and fainter than what an expert has drawn or confirmed. */
const opacity = { labels: 1, prediction: 0.9 } as const;

/** How far a line reaches beyond the pixels it goes around, in CSS pixels. */
export const edgeLineReach = (lineWidth.labels + haloWidth) / 2 + 1;

/**
 * Draws outlines of labels and prediction as lines of the screen's own width, for close views.
 * @param lines in image pixels
 * @param context in CSS pixels
 */
export function drawEdgeLines(
  context: CanvasRenderingContext2D,
  view: StageView,
  lines: EdgeLines,
  colourOf: (classIndex: number) => string,
): void {
  context.save();
  context.lineCap = 'square';
  for (const kind of ['prediction', 'labels'] as const) {
    for (const [classIndex, { [kind]: segments }] of lines) {
      if (segments.length === 0) continue;
      const path = pathOf(segments, view);
      context.globalAlpha = opacity[kind];
      context.strokeStyle = 'rgb(0 0 0 / 0.65)';
      context.lineWidth = lineWidth[kind] + haloWidth;
      context.stroke(path);
      context.strokeStyle = colourOf(classIndex);
      context.lineWidth = lineWidth[kind];
      context.stroke(path);
    }
  }
  context.restore();
}

/** CSS pixels of a member's contour: finer than any outline, for several lie close together. */
const contourWidth = 1;
const contourOpacity = 0.6;

/** Draws one member's contours; where several members agree their lines add up to a strong one. */
export function drawContourLines(context: CanvasRenderingContext2D, view: StageView, lines: EdgeLines, colourOf: (classIndex: number) => string): void {
  context.save();
  context.globalAlpha = contourOpacity;
  context.lineWidth = contourWidth;
  for (const [classIndex, { prediction }] of lines) {
    context.strokeStyle = colourOf(classIndex);
    context.stroke(pathOf(prediction, view));
  }
  context.restore();
}

function pathOf(segments: readonly number[], { transform: { scale, offsetX, offsetY } }: StageView): Path2D {
  const path = new Path2D();
  for (let at = 0; at < segments.length; at += 4) {
    path.moveTo(segments[at]! * scale + offsetX, segments[at + 1]! * scale + offsetY);
    path.lineTo(segments[at + 2]! * scale + offsetX, segments[at + 3]! * scale + offsetY);
  }
  return path;
}
