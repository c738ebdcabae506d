import { clipBox } from '../geometry.ts';
import type { PixelBox } from '../geometry.ts';
import type { LabelPlanes } from './LabelPlanes.ts';

/** The labels of a box as dense row-major copies: what a tool computes on. */
export interface LabelWindow {
  readonly box: PixelBox;
  /** Class indices, `unlabelled` where there is none. */
  readonly classes: Uint8Array;
  /** Object ids, `noObject` where there is none. */
  readonly objects: Uint32Array;
}

/** A copy of the labels in the part of a box that lies inside the image. */
export function windowOf({ classes, objects }: LabelPlanes, box: PixelBox): LabelWindow {
  const inside = clipBox(box, classes.width, classes.height);
  return { box: inside, classes: classes.readBox(inside), objects: objects.readBox(inside) };
}

/** A window with the same labels in arrays of its own, to be changed. */
export function copyWindow({ box, classes, objects }: LabelWindow): LabelWindow {
  return { box, classes: classes.slice(), objects: objects.slice() };
}

/** Index of an image pixel in the window's arrays; -1 outside its box. */
export function indexIn({ x, y, width, height }: PixelBox, pixelX: number, pixelY: number): number {
  const column = pixelX - x;
  const row = pixelY - y;
  return column >= 0 && row >= 0 && column < width && row < height ? row * width + column : -1;
}
