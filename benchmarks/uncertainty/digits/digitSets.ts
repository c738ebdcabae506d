import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { readIdx } from './readIdx.ts';

/** Height and width of every image, px. */
export const digitSide = 28;
export const digitPixels = digitSide * digitSide;
export const digitClasses = 10;

/** Training digits at the end of the official file that no network learns from: settings and temperatures are chosen on them. */
export const heldOutCount = 5000;

/** Grey images, row-major, 0 (paper) … 255 (ink). */
export interface DigitSet {
  readonly count: number;
  /** [count,28,28] */
  readonly images: Uint8Array;
  /** [count], 0 … 9; null for images of no digit. */
  readonly labels: Uint8Array | null;
}

export type LabelledDigits = DigitSet & { readonly labels: Uint8Array };

export const shiftedNames = ['omniglot', 'rotated', 'noise'] as const;
/** Inputs that are not what the networks learnt: characters of five alphabets, test digits turned by 90°, uniform noise. */
export type ShiftedName = (typeof shiftedNames)[number];

export interface DigitData {
  /** 55,000. */
  readonly train: LabelledDigits;
  /** 5,000. */
  readonly heldOut: LabelledDigits;
  /** The official 10,000. */
  readonly test: LabelledDigits;
  readonly shifted: Readonly<Record<ShiftedName, DigitSet>>;
}

const folder = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

/** Why the digits cannot be had, in a sentence; null when they are there. */
export function whyNoDigits(): string | null {
  const missing = ['mnist', 'ood_omniglot'].filter((name) => !existsSync(`${folder}${name}`));
  return missing.length === 0 ? null : `skipped: ${missing.join(' and ')} not at ../shared/data`;
}

export function loadDigits(): DigitData {
  const train = readLabelled('train');
  const test = readLabelled('t10k');
  const taught = train.count - heldOutCount;
  const characters = readIdx(`${folder}ood_omniglot/images-idx3-ubyte.gz`);
  return {
    train: part(train, 0, taught),
    heldOut: part(train, taught, train.count),
    test,
    shifted: {
      omniglot: { count: characters.shape[0]!, images: characters.values, labels: null },
      rotated: { count: test.count, images: quarterTurned(test.images), labels: null },
      noise: noise(5000),
    },
  };
}

function readLabelled(prefix: 'train' | 't10k'): LabelledDigits {
  const images = readIdx(`${folder}mnist/${prefix}-images-idx3-ubyte.gz`);
  const labels = readIdx(`${folder}mnist/${prefix}-labels-idx1-ubyte.gz`);
  const count = images.shape[0]!;
  if (labels.values.length !== count) throw new Error(`${prefix}: ${count} images and ${labels.values.length} labels`);
  return { count, images: images.values, labels: labels.values };
}

export function part({ images, labels }: LabelledDigits, from: number, to: number): LabelledDigits {
  return { count: to - from, images: images.subarray(from * digitPixels, to * digitPixels), labels: labels.subarray(from, to) };
}

/** Every image turned by 90° counter-clockwise, to the pixel: a 0 still looks like one, and so do some 1, 8 and 6. */
function quarterTurned(images: Uint8Array): Uint8Array {
  const turned = new Uint8Array(images.length);
  for (let begin = 0; begin < images.length; begin += digitPixels) {
    for (let row = 0; row < digitSide; row++) {
      for (let column = 0; column < digitSide; column++) {
        turned[begin + (digitSide - 1 - column) * digitSide + row] = images[begin + row * digitSide + column]!;
      }
    }
  }
  return turned;
}

/** Every pixel for itself, evenly spread over 0 … 255. */
function noise(count: number): DigitSet {
  const random = new RandomSource({ seed: 0, stream: 1, counter: 0 });
  return { count, images: Uint8Array.from({ length: count * digitPixels }, () => random.word() >>> 24), labels: null };
}
