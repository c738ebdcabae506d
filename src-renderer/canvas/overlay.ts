import { unlabelled } from '../../src-main/core/labels/labelMap.ts';
import type { PixelBox } from '../../src-main/core/geometry.ts';

/** How one source of classes, the labels or the prediction, is drawn. */
export type OverlayStyle = 'hidden' | 'outline' | 'fill' | 'both';

/**
 * Classes as they are seen in a box: a label where there is one, else the prediction. A border of one pixel around the
 * box is kept, so that edges at the box's rim are known.
 */
export interface Overlay {
  readonly box: PixelBox;
  /** (box.width + 2) x (box.height + 2) class indices; `unlabelled` where nothing is to be seen. */
  readonly classes: Uint8Array;
  /** The same pixels: 1 where the class is predicted, 0 where it is a label. */
  readonly predicted: Uint8Array;
  /** Object ids of the same pixels, 0 for none; null where no object is near. */
  readonly objects: Uint32Array | null;
}

/** What an overlay is made of, each with a border of one pixel around the box; null while not loaded or hidden. */
export interface OverlaySource {
  /** Class indices, `unlabelled` where there is none. */
  readonly labels: Uint8Array | null;
  readonly prediction: Uint8Array | null;
  readonly objects: Uint32Array | null;
}

/**
 * Lays the labels over the prediction.
 * @param into arrays to be used again, of (box.width + 2) x (box.height + 2) values or more
 */
export function composeOverlay(
  { labels, prediction, objects }: OverlaySource,
  box: PixelBox,
  into?: { readonly classes: Uint8Array; readonly predicted: Uint8Array },
): Overlay {
  const count = (box.width + 2) * (box.height + 2);
  const classes = into ? into.classes.subarray(0, count) : new Uint8Array(count);
  const predicted = into ? into.predicted.subarray(0, count) : new Uint8Array(count);
  if (labels) classes.set(labels.subarray(0, count));
  else classes.fill(unlabelled);
  predicted.fill(0);
  if (prediction) {
    for (let at = 0; at < count; at++) {
      if (classes[at] !== unlabelled) continue;
      classes[at] = prediction[at]!;
      predicted[at] = 1;
    }
  }
  return { box, classes, predicted, objects };
}

/**
 * Which of two neighbouring pixels owns the edge between them: the higher class, so that an object's outline has the
 * object's colour; nothing beside `unlabelled` counts less than a class.
 * @returns 0 no edge, 1 the first pixel's, 2 the second's
 */
export function edgeOwner(first: number, second: number): 0 | 1 | 2 {
  if (first === second) return 0;
  if (first === unlabelled) return 2;
  if (second === unlabelled) return 1;
  return first > second ? 1 : 2;
}

/** The same for two pixels of an overlay: between objects of one class there is an edge too, the higher id's. */
export function overlayEdgeOwner({ classes, objects }: Overlay, first: number, second: number): 0 | 1 | 2 {
  const owner = edgeOwner(classes[first]!, classes[second]!);
  if (owner !== 0 || !objects || objects[first] === objects[second]) return owner;
  return objects[first]! > objects[second]! ? 1 : 2;
}
