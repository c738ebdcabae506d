import type { ImagePoint, PixelBox } from '../../src-main/core/geometry.ts';
import type { Spans } from '../../src-main/core/labels/spans.ts';

export interface PreviewLine {
  /** Image pixels. */
  readonly points: readonly ImagePoint[];
  readonly closed: boolean;
  /** `sure` is what will be painted; `open` is dashed: what is still being drawn. */
  readonly look: 'sure' | 'open' | 'erasing';
}

export interface PreviewHandle {
  readonly at: ImagePoint;
  /** `vertex` can be dragged, `start` closes the shape, `held` is under the hand. */
  readonly look: 'vertex' | 'start' | 'held';
}

export interface PreviewArea {
  readonly spans: Spans;
  /** sRGB as `#rrggbb`; null for the colour of selections. */
  readonly colour: string | null;
  /** How much the area is filled, 0 … 1; its outline is always drawn. */
  readonly fill: number;
}

/** What a tool shows over the image while its work is not done yet. Konva draws it; nothing of it is a label. */
export interface ToolPreview {
  readonly lines?: readonly PreviewLine[];
  readonly handles?: readonly PreviewHandle[];
  /** A rubber box, in image pixels. */
  readonly box?: PixelBox | null;
  /** Places that the pointer snapped to. */
  readonly snaps?: readonly ImagePoint[];
  readonly areas?: readonly PreviewArea[];
  /** Thin lines between superpixels: four image coordinates each, the two ends. */
  readonly grid?: readonly Int32Array[];
}
