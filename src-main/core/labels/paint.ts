import type { LabelChange } from './LabelChange.ts';
import { appendRuns } from './LabelChange.ts';
import { unlabelled } from './labelMap.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { noObject } from './LabelPlanes.ts';
import { eachSpan } from './spans.ts';
import type { Spans } from './spans.ts';
import type { PlaneData, TiledPlane } from './TiledPlane.ts';

/**
 * What painting does to a pixel. It takes the class. Its object becomes the given one; with `noObject` a pixel that keeps
 * its class keeps its object too, one that changes it leaves its object; with `kept` objects stay whatever the class.
 * Erasing (`unlabelled`) always leaves the object.
 */
export interface LabelPaint {
  /** Class index, or `unlabelled` to erase. */
  readonly classIndex: number;
  readonly object: number | 'kept';
}

export const erasing: LabelPaint = { classIndex: unlabelled, object: noObject };

/** Paints the pixels x … end - 1 of a row in place. */
export function paintSpan({ classes, objects }: LabelPlanes, y: number, x: number, end: number, { classIndex, object }: LabelPaint): void {
  if (classIndex === unlabelled) objects.fillSpan(y, x, end, noObject);
  else if (object === noObject) leaveObjects(classes, objects, y, x, end, classIndex);
  else if (object !== 'kept') objects.fillSpan(y, x, end, object);
  classes.fillSpan(y, x, end, classIndex);
}

/** Pixels that are about to change their class belong to their object no more. */
function leaveObjects(classes: TiledPlane<Uint8Array>, objects: TiledPlane<Uint32Array>, y: number, x: number, end: number, classIndex: number): void {
  if (isUniform(objects, y, x, end, noObject)) return;
  const before = classes.readSpan(y, x, end);
  for (let first = x; first < end; first++) {
    if (before[first - x] !== classIndex) objects.fillSpan(y, first, first + 1, noObject);
  }
}

function isUniform(plane: TiledPlane<PlaneData>, y: number, x: number, end: number, value: number): boolean {
  for (const { column, row } of plane.tilesIn({ x, y, width: end - x, height: 1 })) if (plane.tile(column, row) !== value) return false;
  return true;
}

/**
 * The change that painting a set of pixels makes.
 * @param planes the labels as they are; not written to
 * @param spans inside the image
 */
export function paintedChange({ classes, objects }: LabelPlanes, spans: Spans, { classIndex, object }: LabelPaint): LabelChange {
  const { width, height } = classes;
  const classRuns: number[] = [];
  const objectRuns: number[] = [];
  eachSpan(spans, (y, x, end) => {
    const row = { start: y * width + x, length: end - x, beforeAt: 0, afterAt: 0 };
    const classesBefore = classes.readSpan(y, x, end);
    appendRuns(classRuns, { ...row, before: classesBefore, after: new Uint8Array(end - x).fill(classIndex) });
    if (object === 'kept' && classIndex !== unlabelled) return;
    const objectsBefore = objects.readSpan(y, x, end);
    const objectsAfter = objectsBefore.slice();
    if (object === noObject || object === 'kept') {
      for (let at = 0; at < objectsAfter.length; at++) if (classesBefore[at] !== classIndex || classIndex === unlabelled) objectsAfter[at] = noObject;
    } else objectsAfter.fill(object);
    appendRuns(objectRuns, { ...row, before: objectsBefore, after: objectsAfter });
  });
  const objectsDiff = objectRuns.length > 0 ? { width, height, runs: Uint32Array.from(objectRuns) } : null;
  return { classes: { width, height, runs: Uint32Array.from(classRuns) }, objects: objectsDiff };
}

export interface PaintRequest {
  readonly classIndex: number;
  /** Give what is painted a new object unless it begins on one of its class. */
  readonly separateObjects: boolean;
}

/**
 * Which object a gesture paints: one that begins on an object of its class extends it; else a fresh one where objects are
 * kept apart, none otherwise.
 * @param x @param y the gesture's first pixel; it may lie outside the image
 * @param fresh an id that nobody uses
 */
export function paintFor({ classes, objects }: LabelPlanes, x: number, y: number, { classIndex, separateObjects }: PaintRequest, fresh: number): LabelPaint {
  if (classIndex === unlabelled) return erasing;
  const isInside = x >= 0 && y >= 0 && x < classes.width && y < classes.height;
  const begun = isInside && classes.get(x, y) === classIndex ? objects.get(x, y) : noObject;
  if (begun !== noObject) return { classIndex, object: begun };
  return { classIndex, object: separateObjects ? fresh : noObject };
}
