import type { ImageSize } from '../labels/labelTiles.ts';
import type { RandomSource } from '../random/RandomSource.ts';
import { forEachInside } from './growRegion.ts';
import type { RegionMask } from './growRegion.ts';

/** Mean probability of error below which a place counts as one that the model is sure of. */
export const sureBelow = 0.02;

/** Places tried for each region before an image is taken to have no more room. */
const tries = 60;

/** Radius of the disc that is looked at where the strategy has found no region whose form could be taken, in pixels. */
const discRadiusPx = 12;

export interface AuditPlaces extends ImageSize {
  /** [pixels], probability of error as `errorMap` gives it. */
  readonly error: Float32Array;
  /** Pixels that nobody may be asked: labelled ones, and those of regions asked already. */
  readonly isFree: (pixel: number) => boolean;
}

/**
 * Regions at random among the places that the model is sure of, to count its silent errors: each has the form of one of the regions
 * that are asked anyway, so that nobody can tell them from these by their looks.
 * @param forms of regions of the same image
 * @returns at most `count`, disjoint; fewer where the image has no room
 */
export function auditRegions(image: AuditPlaces, forms: readonly RegionMask[], count: number, random: RandomSource): RegionMask[] {
  const taken = new Uint8Array(image.width * image.height);
  const found: RegionMask[] = [];
  for (let attempt = 0; attempt < tries * count && found.length < count; attempt++) {
    const form = forms.length > 0 ? forms[random.integer(forms.length)]! : disc(image);
    const region = moved(form, image, random);
    if (!isSure(region, image, taken)) continue;
    forEachInside(region, image.width, (pixel) => (taken[pixel] = 1));
    found.push(region);
  }
  return found;
}

/** The same form with its box at an even chance anywhere in the image. */
function moved({ box, mask }: RegionMask, { width, height }: ImageSize, random: RandomSource): RegionMask {
  const x = random.integer(width - box.width + 1);
  const y = random.integer(height - box.height + 1);
  return { box: { ...box, x, y }, mask };
}

function isSure(region: RegionMask, { width, error, isFree }: AuditPlaces, taken: Uint8Array): boolean {
  let [pixels, sum, blocked] = [0, 0, 0];
  forEachInside(region, width, (pixel) => {
    pixels++;
    sum += error[pixel]!;
    if (taken[pixel] === 1 || !isFree(pixel)) blocked++;
  });
  return blocked === 0 && sum / pixels < sureBelow;
}

function disc({ width, height }: ImageSize): RegionMask {
  const radius = Math.min(discRadiusPx, Math.floor((Math.min(width, height) - 1) / 2));
  const side = 2 * radius + 1;
  const mask = Uint8Array.from({ length: side * side }, (_none, at) => (Math.hypot((at % side) - radius, Math.floor(at / side) - radius) <= radius ? 1 : 0));
  return { box: { x: 0, y: 0, width: side, height: side }, mask };
}
