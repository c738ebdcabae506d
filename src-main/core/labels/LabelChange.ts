import type { PixelBox } from '../geometry.ts';
import { SfumatoError } from '../SfumatoError.ts';
import type { ImageSize } from './labelTiles.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import type { LabelWindow } from './LabelWindow.ts';
import { changedPixelCount, invertMaskDiff } from './maskDiff.ts';
import type { MaskDiff } from './maskDiff.ts';
import type { PlaneData, TiledPlane } from './TiledPlane.ts';

/** What one gesture does to the labels of one image. */
export interface LabelChange {
  readonly classes: MaskDiff;
  /** Changed object ids; null when none changes. */
  readonly objects: MaskDiff | null;
}

/**
 * The change that leads from one window to the other.
 * @param size of the whole image
 * @param before @param after the same box, inside the image
 * @throws SfumatoError `invalidInput` when the boxes differ
 */
export function changeOf(size: ImageSize, before: LabelWindow, after: LabelWindow): LabelChange {
  const { box } = before;
  if (box.x !== after.box.x || box.y !== after.box.y || box.width !== after.box.width || box.height !== after.box.height) {
    throw new SfumatoError('invalidInput', `label windows to compare: wanted the box ${boxText(box)}, got ${boxText(after.box)}`);
  }
  const objects = diffOfBox(size, box, before.objects, after.objects);
  return { classes: diffOfBox(size, box, before.classes, after.classes), objects: objects.runs.length > 0 ? objects : null };
}

/** Runs of pixels of a box whose values differ, told in the whole image's pixels. */
export function diffOfBox(size: ImageSize, box: PixelBox, before: PlaneData, after: PlaneData): MaskDiff {
  const runs: number[] = [];
  for (let row = 0; row < box.height; row++) {
    appendRuns(runs, {
      start: (box.y + row) * size.width + box.x,
      length: box.width,
      before,
      beforeAt: row * box.width,
      after,
      afterAt: row * box.width,
    });
  }
  return { width: size.width, height: size.height, runs: Uint32Array.from(runs) };
}

export interface ComparedRow {
  /** Index of the row's first pixel in the image. */
  readonly start: number;
  readonly length: number;
  readonly before: PlaneData;
  /** Where the row begins in `before`. */
  readonly beforeAt: number;
  readonly after: PlaneData;
  readonly afterAt: number;
}

/** Adds the runs in which a row of pixels differs, four numbers each (see `MaskDiff`). */
export function appendRuns(runs: number[], { start, length, before, beforeAt, after, afterAt }: ComparedRow): void {
  let at = 0;
  while (at < length) {
    const from = before[beforeAt + at]!;
    const to = after[afterAt + at]!;
    if (from === to) {
      at++;
      continue;
    }
    const first = at;
    do at++;
    while (at < length && before[beforeAt + at] === from && after[afterAt + at] === to);
    runs.push(start + first, at - first, from, to);
  }
}

/**
 * Writes the change into the planes.
 * @throws SfumatoError `conflict`, the planes untouched, when the sizes differ or a pixel does not hold what the change expects
 */
export function applyChange(planes: LabelPlanes, change: LabelChange): void {
  assertHolds(planes.classes, change.classes, 'label');
  if (change.objects) assertHolds(planes.objects, change.objects, 'object');
  writeRuns(planes.classes, change.classes);
  if (change.objects) writeRuns(planes.objects, change.objects);
}

/** Whether every pixel holds what the change leaves: it is done already. */
export function isChangeIn(planes: LabelPlanes, change: LabelChange): boolean {
  const undone = invertChange(change);
  return firstMismatch(planes.classes, undone.classes) === null && (!undone.objects || firstMismatch(planes.objects, undone.objects) === null);
}

/** The change that takes this one back. */
export function invertChange({ classes, objects }: LabelChange): LabelChange {
  return { classes: invertMaskDiff(classes), objects: objects && invertMaskDiff(objects) };
}

export function isEmptyChange({ classes, objects }: LabelChange): boolean {
  return classes.runs.length === 0 && (objects === null || objects.runs.length === 0);
}

/** How many pixels change their class, and how many only their object. */
export function changedPixels({ classes, objects }: LabelChange): { readonly classes: number; readonly objects: number } {
  return { classes: changedPixelCount(classes), objects: objects ? changedPixelCount(objects) : 0 };
}

/** The smallest box around all changed pixels; null when there are none. */
export function changedBox({ classes, objects }: LabelChange): PixelBox | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const diff of objects ? [classes, objects] : [classes]) {
    for (let at = 0; at < diff.runs.length; at += 4) {
      const y = Math.floor(diff.runs[at]! / diff.width);
      const x = diff.runs[at]! - y * diff.width;
      left = Math.min(left, x);
      right = Math.max(right, x + diff.runs[at + 1]!);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  return right > left ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

function assertHolds(plane: TiledPlane<PlaneData>, diff: MaskDiff, what: string): void {
  if (plane.width !== diff.width || plane.height !== diff.height) {
    throw new SfumatoError('conflict', `${what} change: made for ${diff.width} x ${diff.height}, the image is ${plane.width} x ${plane.height}`);
  }
  const wrong = firstMismatch(plane, diff);
  if (wrong) {
    throw new SfumatoError('conflict', `${what} change: pixel (${wrong.x}, ${wrong.y}) holds ${wrong.held}, the change expects ${wrong.wanted}`);
  }
}

interface Mismatch {
  readonly x: number;
  readonly y: number;
  readonly held: number;
  readonly wanted: number;
}

function firstMismatch(plane: TiledPlane<PlaneData>, { width, runs }: MaskDiff): Mismatch | null {
  for (let at = 0; at < runs.length; at += 4) {
    const y = Math.floor(runs[at]! / width);
    const start = runs[at]! - y * width;
    const wanted = runs[at + 2]!;
    for (let x = start; x < start + runs[at + 1]!; x++) {
      const held = plane.get(x, y);
      if (held !== wanted) return { x, y, held, wanted };
    }
  }
  return null;
}

function writeRuns(plane: TiledPlane<PlaneData>, { width, runs }: MaskDiff): void {
  for (let at = 0; at < runs.length; at += 4) {
    const y = Math.floor(runs[at]! / width);
    const x = runs[at]! - y * width;
    plane.fillSpan(y, x, x + runs[at + 1]!, runs[at + 3]!);
  }
}

function boxText({ x, y, width, height }: PixelBox): string {
  return `${width} x ${height} at (${x}, ${y})`;
}
