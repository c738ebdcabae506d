import type { LabelChange } from './LabelChange.ts';
import type { LabelObject } from './labelObjects.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { freshObject, noObject } from './LabelPlanes.ts';
import { erasing } from './paint.ts';
import { editChange } from './PlaneEdit.ts';

/** Gives all pixels of the objects another class; they stay the objects they are. */
export function relabelChange(planes: LabelPlanes, objects: readonly LabelObject[], classIndex: number): LabelChange {
  return editChange(planes, (edit) => {
    for (const { spans } of objects) edit.paintSpans(spans, { classIndex, object: 'kept' });
  });
}

/** Takes the labels of the objects away: their pixels are then not labelled. */
export function deleteChange(planes: LabelPlanes, objects: readonly LabelObject[]): LabelChange {
  return editChange(planes, (edit) => {
    for (const { spans } of objects) edit.paintSpans(spans, erasing);
  });
}

/** Makes one object of several, with class and id of the largest (a fresh id where it has none); they need not touch. */
export function mergeChange(planes: LabelPlanes, objects: readonly LabelObject[]): LabelChange {
  return editChange(planes, (edit) => {
    const [first] = objects;
    if (!first || objects.length < 2) return;
    const largest = objects.reduce((largestYet, each) => (each.pixels > largestYet.pixels ? each : largestYet), first);
    const object = largest.object === noObject ? freshObject(planes) : largest.object;
    for (const { spans } of objects) edit.paintSpans(spans, { classIndex: largest.classIndex, object });
  });
}

/** Gives each object without an id one of its own, counting up; those that have one keep it. */
export function numberChange(planes: LabelPlanes, objects: readonly LabelObject[]): LabelChange {
  return editChange(planes, (edit) => {
    let next = freshObject(planes);
    for (const { object, classIndex, spans } of objects) if (object === noObject) edit.paintSpans(spans, { classIndex, object: next++ });
  });
}
