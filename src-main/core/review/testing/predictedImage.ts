import { heatMapKinds } from '../../heatMaps.ts';
import type { HeatMapKind } from '../../heatMaps.ts';
import { unlabelled } from '../../labels/labelMap.ts';
import type { PredictedImage } from '../PredictedImage.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** An unlabelled image of two classes, all background and sure, but for what is given. */
export function predictedImage({ width, height }: PictureSize, parts: Partial<PredictedImage> = {}): PredictedImage {
  const range = { minimum: 0, maximum: Math.log(2) };
  const plane = (): Uint8Array => new Uint8Array(width * height);
  return {
    width,
    height,
    classCount: 2,
    prediction: plane(),
    maps: Object.fromEntries(heatMapKinds.map((kind) => [kind, plane()])) as Record<HeatMapKind, Uint8Array>,
    ranges: { predictiveEntropy: range, mutualInformation: range, expectedEntropy: range, learnedLoss: range },
    optionalMaps: {},
    labels: plane().fill(unlabelled),
    grey: null,
    ...parts,
  };
}

/** Paints a rectangle of a plane of an image. */
export function paint(plane: Uint8Array, { width }: PictureSize, [left, top, right, bottom]: readonly [number, number, number, number], value: number): Uint8Array {
  for (let y = top; y < bottom; y++) plane.fill(value, y * width + left, y * width + right);
  return plane;
}
