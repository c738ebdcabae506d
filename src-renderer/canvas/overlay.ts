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
}

export interface OverlaySource {
  readonly width: number;
  readonly height: number;
  /** Class indices, `unlabelled` where there is none; null while not loaded or hidden. */
  readonly labels: Uint8Array | null;
  readonly prediction: Uint8Array | null;
}

/**
 * Lays the labels over the prediction. The image's rim goes on outside it, so that an object cut by the rim has no edge
 * there.
 */
export function composeOverlay(source: OverlaySource, box: PixelBox): Overlay {
  const stride = box.width + 2;
  const classes = new Uint8Array(stride * (box.height + 2)).fill(unlabelled);
  const predicted = new Uint8Array(classes.length);
  const { width, height, labels, prediction } = source;
  let to = 0;
  for (let y = box.y - 1; y <= box.y + box.height; y++) {
    const rowStart = clamp(y, height - 1) * width;
    for (let x = box.x - 1; x <= box.x + box.width; x++, to++) {
      const at = rowStart + clamp(x, width - 1);
      const label = labels ? labels[at]! : unlabelled;
      if (label !== unlabelled) classes[to] = label;
      else if (prediction) {
        classes[to] = prediction[at]!;
        predicted[to] = 1;
      }
    }
  }
  return { box, classes, predicted };
}

function clamp(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
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
