import type { ImagePoint } from '../geometry.ts';
import { unlabelled } from './labelMap.ts';
import type { LabelChange } from './LabelChange.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { freshObject } from './LabelPlanes.ts';
import { paintedChange, paintFor } from './paint.ts';
import { polygonSpans } from './polygonSpans.ts';

export interface ShapeRule {
  /** Class index, or `unlabelled` to erase. */
  readonly classIndex: number;
  readonly separateObjects: boolean;
}

/** What a closed shape drawn by hand changes. Its first corner says whether it extends an object. */
export function shapeChange(labels: LabelPlanes, corners: readonly ImagePoint[], rule: ShapeRule): LabelChange {
  const first = corners[0] ?? { x: -1, y: -1 };
  const paint = paintFor(labels, Math.floor(first.x), Math.floor(first.y), rule, freshObject(labels));
  return paintedChange(labels, polygonSpans(corners, labels.classes), paint);
}

/** The rule of a shape that is finished with these keys held: Alt takes away. */
export function shapeRule(isErasing: boolean, classIndex: number, separateObjects: boolean): ShapeRule {
  return { classIndex: isErasing ? unlabelled : classIndex, separateObjects };
}
