import { shownMapKinds } from '../../src-main/core/heatMaps.ts';
import type { HeatMapRange, ShownMapKind } from '../../src-main/core/heatMaps.ts';
import { unlabelled } from '../../src-main/core/labels/labelMap.ts';
import type { ImagePoint } from '../../src-main/core/geometry.ts';
import type { LoadedImage } from '../pixels/LoadedImage.svelte.ts';

/** Everything known of one pixel. */
export interface PixelReading {
  readonly x: number;
  readonly y: number;
  /** One a channel; empty while the pixel is on its way. */
  readonly samples: readonly number[];
  /** Class index; null where nothing is labelled. */
  readonly label: number | null;
  /** Object id, 0 for none. */
  readonly object: number;
  readonly predicted: number | null;
  /** In each map's unit; null where there is no map, or its tile is on its way. */
  readonly doubts: Readonly<Record<ShownMapKind, number | null>>;
}

/** @returns what is known of the pixel under a point; null outside the image */
export function readPixel(image: LoadedImage, point: ImagePoint, rangeOf: (kind: ShownMapKind) => HeatMapRange | null): PixelReading | null {
  const x = Math.floor(point.x);
  const y = Math.floor(point.y);
  if (x < 0 || y < 0 || x >= image.record.width || y >= image.record.height) return null;
  const label = image.labels.classes.get(x, y);
  const doubtOf = (kind: ShownMapKind): number | null => {
    const range = rangeOf(kind);
    const byte = range && image.valueAt(`map-${kind}`, x, y);
    return range && byte !== null ? range.minimum + (byte / 255) * (range.maximum - range.minimum) : null;
  };
  return {
    x,
    y,
    samples: image.sampleAt(x, y) ?? [],
    label: label === unlabelled ? null : label,
    object: image.labels.objects.get(x, y),
    predicted: image.valueAt('prediction', x, y),
    doubts: Object.fromEntries(shownMapKinds.map((kind) => [kind, doubtOf(kind)])) as Record<ShownMapKind, number | null>,
  };
}
