import { heatMapKinds, optionalMapKinds } from '../heatMaps.ts';
import type { HeatMapKind, OptionalMapKind, OptionalMapRanges } from '../heatMaps.ts';

/**
 * Layout of a prediction file, the cache of one model's maps of one image: planes of width x height bytes, rows top to
 * bottom, in this order: most probable class; each heat map in the order of `heatMapKinds`, quantised to 0 … 255 over its
 * `HeatMapRange`; the mean probability of each class, 0 … 255 for 0 … 1; the most probable class of each member; each optional
 * heat map that the file has, in the order of `optionalMapKinds`; of models with a distance head, how far inside its object
 * each pixel lies, 0 … 255 for 0 … 1. Ranges, means and counts are kept in the database, so the file is pixels alone: an
 * optional map is there where its range is, and the length says whether the last plane is. Files made before classes and
 * members were kept end after the heat maps.
 */
export type BasePlane = 'prediction' | HeatMapKind;
export type PredictionPlane = BasePlane | OptionalMapKind | `probability-${number}` | `member-${number}` | 'objectDistance';

/** The planes that every file has. */
export const predictionPlanes: readonly BasePlane[] = ['prediction', ...heatMapKinds];

/** How many planes of classes and members follow; null in an older file, which has none. */
export interface PlaneCounts {
  readonly classCount: number | null;
  readonly memberCount: number | null;
  /** Whether a plane of distances ends the file; left out: none. */
  readonly hasDistances?: boolean | undefined;
  /** Of its maps: says which optional ones follow; left out: none. */
  readonly ranges?: OptionalMapRanges | undefined;
}

/** @returns planes in the file altogether */
export function planeCount({ classCount, memberCount, hasDistances = false, ranges = {} }: PlaneCounts): number {
  return predictionPlanes.length + (classCount ?? 0) + (memberCount ?? 0) + optionalMapsOf(ranges).length + (hasDistances ? 1 : 0);
}

/** @returns the optional maps that a file has, in its order */
export function optionalMapsOf(ranges: OptionalMapRanges): OptionalMapKind[] {
  return optionalMapKinds.filter((kind) => ranges[kind] !== undefined);
}

/** Place of a plane in the file, counted in planes; null where the file has no such plane. */
export function planeIndex(plane: PredictionPlane, counts: PlaneCounts): number | null {
  const { classCount, memberCount, hasDistances = false, ranges = {} } = counts;
  if (plane === 'objectDistance') return hasDistances ? planeCount(counts) - 1 : null;
  const base = (predictionPlanes as readonly string[]).indexOf(plane);
  if (base >= 0) return base;
  const optional = (optionalMapsOf(ranges) as readonly string[]).indexOf(plane);
  if (optional >= 0) return predictionPlanes.length + (classCount ?? 0) + (memberCount ?? 0) + optional;
  const [, kind, digits] = /^(probability|member)-(\d{1,3})$/.exec(plane) ?? [];
  const number = Number(digits);
  if (kind === 'probability' && number < (classCount ?? 0)) return predictionPlanes.length + number;
  if (kind === 'member' && number < (memberCount ?? 0)) return predictionPlanes.length + (classCount ?? 0) + number;
  return null;
}

/** Byte offset of a plane that every file has, in the file of a width x height image. */
export function planeOffset(plane: BasePlane, width: number, height: number): number {
  return predictionPlanes.indexOf(plane) * width * height;
}
