import { unlabelled } from '../../core/labels/labelMap.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import type { NewEvent } from '../Journal.ts';
import type { ProjectStore } from '../ProjectStore.ts';

export const imageId = '00000000-0000-4000-8000-000000000001';
export const imageSize = { width: 300, height: 200 };

/** One row of the image painted as class 1 from not labelled, or the other way. */
export function rowDiff(row: number, way: 'paint' | 'clear' = 'paint'): MaskDiff {
  const [before, after] = way === 'paint' ? [unlabelled, 1] : [1, unlabelled];
  return { ...imageSize, runs: Uint32Array.of(row * imageSize.width, imageSize.width, before, after) };
}

export function brushEvent(diff: MaskDiff): NewEvent {
  return {
    at: '2026-11-23T12:00:01.000Z',
    who: 'tester',
    kind: 'annotate',
    imageId,
    tool: 'brush',
    classIndex: 1,
    changedPixels: imageSize.width,
    modelId: null,
    meanUncertainty: null,
    regionId: null,
    decision: null,
    targetSequence: null,
    gestureId: null,
    diff,
    objects: null,
  };
}

/** One row of the image given another object's number. */
export function rowObjects(row: number, before: number, after: number): MaskDiff {
  return { ...imageSize, runs: Uint32Array.of(row * imageSize.width, imageSize.width, before, after) };
}

/** Appends a stroke that also numbers an object, in one transaction, as a part of a gesture. */
export function paintObject(store: ProjectStore, diff: MaskDiff, objects: MaskDiff): number {
  return store.transaction(() => {
    const sequence = store.journal.append({ ...brushEvent(diff), tool: 'objects', gestureId: '00000000-0000-4000-8000-0000000000d1', objects });
    store.objects.change(imageId, imageSize, objects);
    store.images.noteLabels(imageId, store.labels.change(imageId, imageSize, diff), sequence);
    return sequence;
  });
}

/** Appends a brush stroke with its labels, in one transaction. */
export function paint(store: ProjectStore, diff: MaskDiff): number {
  return store.transaction(() => {
    const sequence = store.journal.append(brushEvent(diff));
    store.images.noteLabels(imageId, store.labels.change(imageId, imageSize, diff), sequence);
    return sequence;
  });
}
