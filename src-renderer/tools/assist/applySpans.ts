import { freshObject } from '../../../src-main/core/labels/LabelPlanes.ts';
import { paintFor, paintedChange } from '../../../src-main/core/labels/paint.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import type { AnnotationTool } from '../../../src-main/core/records.ts';
import type { ImagePoint } from '../../../src-main/core/geometry.ts';
import type { ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';

/** How much of a proposal's colour lies over the image before it is applied. */
const proposalFill = 0.35;

/** Gives the pixels the class in hand. @param start where the gesture began: it goes on with the object there */
export function applySpans(target: ToolTarget, tool: AnnotationTool, spans: Spans, start: ImagePoint): boolean {
  const { classIndex, labels, separateObjects } = target;
  const paint = paintFor(labels, Math.floor(start.x), Math.floor(start.y), { classIndex, separateObjects }, freshObject(labels));
  return target.apply({ tool, classIndex, change: paintedChange(labels, spans, paint) });
}

/** A proposal as it is shown: in the class's colour. */
export function proposalPreview(target: ToolTarget, spans: Spans): ToolPreview {
  return { areas: [{ spans, colour: target.sources.colourOf(target.classIndex), fill: proposalFill }] };
}
