import type { PixelBox } from '../geometry.ts';
import { connectedSpans } from './connectedSpans.ts';
import { unlabelled } from './labelMap.ts';
import type { LabelChange } from './LabelChange.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { paintedChange } from './paint.ts';
import type { LabelPaint } from './paint.ts';
import type { Spans } from './spans.ts';

/** A fill that would take more than this is given up: 4096 x 4096 pixels. */
export const maximumFillPixels = 2 ** 24;

export interface FillRequest {
  /** The pixel under the pointer. */
  readonly x: number;
  readonly y: number;
  /** Where unlabelled ground may be filled: it ends nowhere else. Labelled areas are filled whole. */
  readonly visible: PixelBox;
  /** Default: `maximumFillPixels`. */
  readonly maximumPixels?: number;
}

/**
 * The connected area of one label around a pixel: same class and same object, neighbours over sides, so that no fill leaks
 * through a diagonal line.
 * @returns null when the area is too large
 */
export function fillArea({ classes, objects }: LabelPlanes, { x, y, visible, maximumPixels = maximumFillPixels }: FillRequest): Spans | null {
  if (x < 0 || y < 0 || x >= classes.width || y >= classes.height) return new Int32Array(0);
  const classIndex = classes.get(x, y);
  const object = objects.get(x, y);
  const whole = { x: 0, y: 0, width: classes.width, height: classes.height };
  const isSame = (column: number, row: number): boolean => classes.get(column, row) === classIndex && objects.get(column, row) === object;
  return connectedSpans(isSame, { x, y, within: classIndex === unlabelled ? visible : whole, connectivity: 4, maximumPixels });
}

/** The change that filling makes; null when the area is too large. */
export function fillChange(planes: LabelPlanes, request: FillRequest, paint: LabelPaint): LabelChange | null {
  const area = fillArea(planes, request);
  return area && paintedChange(planes, area, paint);
}
