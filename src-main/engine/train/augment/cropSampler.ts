import { unlabelled } from '../../../core/labels/labelMap.ts';
import type { RandomSource } from '../../../core/random/RandomSource.ts';

/** An image ready to train on. */
export interface TrainingImage {
  readonly width: number;
  readonly height: number;
  /** Normalised grey, row-major. */
  readonly grey: Float32Array;
  /** Class indices, 255 = unlabelled. */
  readonly labels: Uint8Array;
  readonly anchors: LabelAnchors;
}

/** Pixels around which crops may be placed: an even sample of the labelled ones. */
export interface LabelAnchors {
  readonly labelled: Uint32Array;
  readonly foreground: Uint32Array;
  /** 0 … 1 */
  readonly labelledShare: number;
}

/** Anchors kept of each kind; more would not make crops more varied. */
const mostAnchors = 4096;
/** Share of crops placed on a foreground pixel where there is one. Source: Isensee et al. 2021 (nnU-Net), one third. */
const foregroundShare = 1 / 3;
/** Below this share of labelled pixels, every crop is placed on one of them. */
const sparseShare = 0.5;

/** Finds an image's anchors. */
export function findAnchors(labels: Uint8Array): LabelAnchors {
  let labelled = 0;
  let foreground = 0;
  for (const label of labels) {
    if (label === unlabelled) continue;
    labelled++;
    if (label > 0) foreground++;
  }
  const pick = (count: number, wanted: (label: number) => boolean): Uint32Array => {
    const kept = new Uint32Array(Math.min(count, mostAnchors));
    let seen = 0;
    let at = 0;
    for (let pixel = 0; pixel < labels.length && at < kept.length; pixel++) {
      if (!wanted(labels[pixel]!)) continue;
      if (Math.floor((at * count) / kept.length) === seen) kept[at++] = pixel;
      seen++;
    }
    return kept;
  };
  return {
    labelled: pick(labelled, (label) => label !== unlabelled),
    foreground: pick(foreground, (label) => label !== unlabelled && label > 0),
    labelledShare: labels.length === 0 ? 0 : labelled / labels.length,
  };
}

/**
 * Chooses where a crop's centre lies. Crops stay inside the image where it is large enough, and are centred where it is
 * not; an image with few labelled pixels is cropped where its labels are.
 * @returns the centre in image pixels
 */
export function chooseCropCentre(image: TrainingImage, cropSide: number, random: RandomSource): { x: number; y: number } {
  const { anchors, width, height } = image;
  const onForeground = anchors.foreground.length > 0 && random.chance(foregroundShare);
  const sparse = anchors.labelledShare < sparseShare && anchors.labelled.length > 0;
  const choices = onForeground ? anchors.foreground : sparse ? anchors.labelled : null;
  let x = random.uniform(0, width);
  let y = random.uniform(0, height);
  if (choices) {
    const anchor = choices[random.integer(choices.length)]!;
    // The anchor may lie anywhere in the crop's middle half, not always at its centre.
    x = (anchor % width) + random.uniform(-cropSide / 4, cropSide / 4);
    y = Math.floor(anchor / width) + random.uniform(-cropSide / 4, cropSide / 4);
  }
  return { x: keepInside(x, cropSide, width), y: keepInside(y, cropSide, height) };
}

function keepInside(centre: number, cropSide: number, side: number): number {
  return side <= cropSide ? side / 2 : Math.min(side - cropSide / 2, Math.max(cropSide / 2, centre));
}
