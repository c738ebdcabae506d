import type { ImagePoint, PixelBox } from '../../src-main/core/geometry.ts';
import type { LabelMap } from '../../src-main/core/labels/labelMap.ts';
import type { MaskDiff } from '../../src-main/core/labels/maskDiff.ts';
import type { AnnotationTool } from '../../src-main/core/records.ts';

/** Where the hand is, on the image. */
export interface ToolPoint {
  readonly point: ImagePoint;
  /** 0 … 1 of a pen; 1 of a mouse or a finger, which know no pressure. */
  readonly pressure: number;
}

/** What a tool works on, as it stands when a gesture begins. */
export interface ToolTarget {
  readonly labels: LabelMap;
  readonly radiusImagePx: number;
  /** Class painted with. */
  readonly classIndex: number;
  /** Told of every box that was painted, at once. */
  painted(box: PixelBox): void;
  /** Takes a finished change; one pointer gesture is one. */
  commit(change: ToolChange): void;
}

export interface ToolChange {
  readonly tool: AnnotationTool;
  readonly classIndex: number;
  readonly diff: MaskDiff;
}

/** A tool is a small state machine driven by one pointer. */
export interface Tool {
  pointerDown(at: ToolPoint, target: ToolTarget): void;
  /** @param path every point the pointer passed since the last call, oldest first */
  pointerMove(path: readonly ToolPoint[]): void;
  pointerUp(): void;
  /** Ends the gesture as if it had not been: the labels are as before. */
  cancel(): void;
}
