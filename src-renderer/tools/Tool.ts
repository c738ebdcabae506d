import type { ImagePoint, PixelBox } from '../../src-main/core/geometry.ts';
import type { BrushShape } from '../../src-main/core/labels/brush.ts';
import type { LabelChange } from '../../src-main/core/labels/LabelChange.ts';
import type { LabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import type { AnnotationTool } from '../../src-main/core/records.ts';
import type { LoadedImage } from '../pixels/LoadedImage.svelte.ts';
import type { AssistSources } from './assist/AssistSources.ts';
import type { ToolPreview } from './ToolPreview.ts';

export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly ctrl: boolean;
}

/** Where the hand is, on the image. */
export interface ToolPoint {
  readonly point: ImagePoint;
  /** 0 … 1 of a pen; 1 of a mouse or a finger, which know no pressure. */
  readonly pressure: number;
  readonly modifiers: Modifiers;
}

/** What a tool works on, as it stands when a gesture begins. */
export interface ToolTarget {
  readonly image: LoadedImage;
  readonly labels: LabelPlanes;
  /** Class painted with. */
  readonly classIndex: number;
  readonly radiusImagePx: number;
  readonly shape: BrushShape;
  /** Whether what is painted becomes an object of its own unless it begins on one. */
  readonly separateObjects: boolean;
  /** CSS pixels an image pixel: how far the hand reaches for handles and snapping. */
  readonly scale: number;
  /** The part of the image that is seen. */
  readonly visible: PixelBox;
  /** What tools that propose ask of the rest of the window. */
  readonly sources: AssistSources;
  /** Told of every box that was painted, at once. */
  painted(box: PixelBox): void;
  /** Takes a finished change that is on the labels already; one gesture is one. */
  commit(change: ToolChange): void;
  /**
   * Writes a change into the labels, shows it and commits it. It must have been computed on the labels as they are now:
   * whoever waited for something reads them again after the waiting.
   * @returns false, with nothing written, when there is nothing to change or the image waits for an earlier change to be saved
   */
  apply(change: ToolChange): boolean;
  /** Says something to the user in the tool's bar; null takes it back. */
  tell(message: string | null): void;
  /** Draws the tool's preview anew: needed only when it changes outside an event. */
  previewChanged(): void;
}

export interface ToolChange {
  readonly tool: AnnotationTool;
  readonly classIndex: number;
  readonly change: LabelChange;
  /** Changes that share it (a uuid) are taken back as one step, also across images. */
  readonly gestureId?: string;
}

/** A tool is a small state machine driven by one pointer. */
export interface Tool {
  /** Drawn over the image; read after every event. */
  readonly preview?: ToolPreview | null;
  /** Whether a shape is half made although no button is down: Escape then drops it before it leaves the canvas. */
  readonly isBusy?: boolean;
  pointerDown(at: ToolPoint, target: ToolTarget): void;
  /** @param path every point the pointer passed since the last call, oldest first */
  pointerMove(path: readonly ToolPoint[]): void;
  pointerUp(): void;
  /** Ends the gesture as if it had not been: the labels are as before. */
  cancel(): void;
  /** The pointer moves with no button down. */
  hover?(at: ToolPoint, target: ToolTarget): void;
  leave?(): void;
  doubleClick?(at: ToolPoint, target: ToolTarget): void;
  /** @param key as `keyOfEvent` names it. @returns whether the tool took it; else it means what it means everywhere */
  key?(key: string, target: ToolTarget): boolean;
}
