import type { ImagePoint } from '../../../src-main/core/geometry.ts';
import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import type { LabelChange } from '../../../src-main/core/labels/LabelChange.ts';
import type { LabelPlanes } from '../../../src-main/core/labels/LabelPlanes.ts';
import { freshObject } from '../../../src-main/core/labels/LabelPlanes.ts';
import { paintedChange, paintFor } from '../../../src-main/core/labels/paint.ts';
import { polygonSpans } from '../../../src-main/core/labels/polygonSpans.ts';

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
