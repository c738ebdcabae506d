import { unlabelled } from '../../../core/labels/labelMap.ts';
import { evenSample } from './cropSampler.ts';

/** Pixels of one class of an image around which crops may be placed. */
export interface ClassAnchors {
  readonly classIndex: number;
  /** Labelled pixels of it, of which the anchors are an even sample. */
  readonly pixels: number;
  readonly anchors: Uint32Array;
}

/** Told apart by whether the parent has learned from the label. */
export interface AgedAnchors {
  readonly fresh: readonly ClassAnchors[];
  readonly known: readonly ClassAnchors[];
}

/** Anchors kept of one class; more would not make crops more varied. */
const mostAnchors = 1024;

/**
 * Finds an image's anchors by class and age.
 * @param labels class indices, 255 = unlabelled
 * @param isNew 1 where the label came after the parent learned; null: nowhere
 */
export function findClassAnchors(labels: Uint8Array, isNew: Uint8Array | null): AgedAnchors {
  return { fresh: isNew ? anchorsWhere(labels, (pixel) => isNew[pixel] === 1) : [], known: anchorsWhere(labels, (pixel) => isNew?.[pixel] !== 1) };
}

function anchorsWhere(labels: Uint8Array, isOfAge: (pixel: number) => boolean): ClassAnchors[] {
  const counts = new Uint32Array(256);
  labels.forEach((label, pixel) => {
    if (isOfAge(pixel)) counts[label]!++;
  });
  return [...counts.entries()]
    .filter(([label, pixels]) => label !== unlabelled && pixels > 0)
    .map(([classIndex, pixels]) => ({ classIndex, pixels, anchors: evenSample(labels, (label, pixel) => label === classIndex && isOfAge(pixel), pixels, mostAnchors) }));
}
