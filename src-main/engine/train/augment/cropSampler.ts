import { unlabelled } from '../../../core/labels/labelMap.ts';
import type { RandomSource } from '../../../core/random/RandomSource.ts';

/** Pixels around which crops may be placed: an even sample of the labelled ones. */
export interface LabelAnchors {
  readonly labelled: Uint32Array;
  /** Of each class that the image has but the background, in the order of their indices. */
  readonly foreground: readonly Uint32Array[];
  /** 0 … 1 */
  readonly labelledShare: number;
}

/** What a crop's place follows from. */
export interface CroppedImage {
  readonly width: number;
  readonly height: number;
  readonly anchors: LabelAnchors;
}

/** Anchors kept of the labelled pixels, and of all classes together; more would not make crops more varied. */
const mostAnchors = 4096;
/** Share of crops placed on a foreground pixel where there is one. Source: Isensee et al. 2021 (nnU-Net), one third. */
const foregroundShare = 1 / 3;
/** Below this share of labelled pixels, every crop is placed on one of them. */
const sparseShare = 0.5;

/** Finds an image's anchors. */
export function findAnchors(labels: Uint8Array): LabelAnchors {
  const counts = new Uint32Array(256);
  for (const label of labels) counts[label]!++;
  const labelled = labels.length - counts[unlabelled]!;
  const classes = [...counts.keys()].filter((label) => label > 0 && label !== unlabelled && counts[label]! > 0);
  const mostOfClass = Math.ceil(mostAnchors / Math.max(1, classes.length));
  return {
    labelled: evenSample(labels, (label) => label !== unlabelled, labelled, mostAnchors),
    foreground: classes.map((wanted) => evenSample(labels, (label) => label === wanted, counts[wanted]!, mostOfClass)),
    labelledShare: labels.length === 0 ? 0 : labelled / labels.length,
  };
}

/** @param count how many pixels are wanted in all. @returns at most `most` of them, evenly spread over them all */
export function evenSample(labels: Uint8Array, isWanted: (label: number, pixel: number) => boolean, count: number, most: number): Uint32Array {
  const kept = new Uint32Array(Math.min(count, most));
  let seen = 0;
  let at = 0;
  for (let pixel = 0; pixel < labels.length && at < kept.length; pixel++) {
    if (!isWanted(labels[pixel]!, pixel)) continue;
    if (Math.floor((at * count) / kept.length) === seen) kept[at++] = pixel;
    seen++;
  }
  return kept;
}

/**
 * Chooses where a crop's centre lies. Crops stay inside the image where it is large enough, and are centred where it is
 * not; an image with few labelled pixels is cropped where its labels are. Crops on foreground are for its classes in equal
 * shares, however few pixels a class has.
 * @returns the centre in image pixels
 */
export function chooseCropCentre(image: CroppedImage, cropSide: number, random: RandomSource): { x: number; y: number } {
  const { anchors, width, height } = image;
  const onForeground = anchors.foreground.length > 0 && random.chance(foregroundShare);
  const sparse = anchors.labelledShare < sparseShare && anchors.labelled.length > 0;
  const choices = onForeground ? anchorsOfAnyClass(anchors.foreground, random) : sparse ? anchors.labelled : null;
  const x = random.uniform(0, width);
  const y = random.uniform(0, height);
  if (choices) return centreNear(choices, image, cropSide, random);
  return { x: keepInside(x, cropSide, width), y: keepInside(y, cropSide, height) };
}

/**
 * A crop's centre near one of the pixels: it may lie anywhere in the crop's middle half, not always at its centre.
 * @param anchors at least one
 */
export function centreNear(anchors: Uint32Array, { width, height }: Pick<CroppedImage, 'width' | 'height'>, cropSide: number, random: RandomSource): { x: number; y: number } {
  const anchor = anchors[random.integer(anchors.length)]!;
  const x = (anchor % width) + random.uniform(-cropSide / 4, cropSide / 4);
  const y = Math.floor(anchor / width) + random.uniform(-cropSide / 4, cropSide / 4);
  return { x: keepInside(x, cropSide, width), y: keepInside(y, cropSide, height) };
}

/** With one class nothing is drawn: what two-class projects were trained with stays as it was. */
function anchorsOfAnyClass(classes: LabelAnchors['foreground'], random: RandomSource): Uint32Array {
  return classes[classes.length === 1 ? 0 : random.integer(classes.length)]!;
}

function keepInside(centre: number, cropSide: number, side: number): number {
  return side <= cropSide ? side / 2 : Math.min(side - cropSide / 2, Math.max(cropSide / 2, centre));
}
