import { heatMapKinds } from '../heatMaps.ts';
import type { HeatMapKind } from '../heatMaps.ts';

/**
 * Layout of a prediction file, the cache of one model's maps of one image: planes of width x height bytes, rows top to
 * bottom, in this order: most probable class, then each heat map in the order of `heatMapKinds`, quantised to 0 … 255
 * over its `HeatMapRange`. Ranges and means are kept in the database, so the file is pixels alone.
 */
export type PredictionPlane = 'prediction' | HeatMapKind;

export const predictionPlanes: readonly PredictionPlane[] = ['prediction', ...heatMapKinds];

/** Byte offset of a plane in the file of a width x height image. */
export function planeOffset(plane: PredictionPlane, width: number, height: number): number {
  return predictionPlanes.indexOf(plane) * width * height;
}
