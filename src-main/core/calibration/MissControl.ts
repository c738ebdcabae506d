import { SfumatoError } from '../SfumatoError.ts';
import { unlabelled } from '../labels/labelMap.ts';
import type { TemperatureOf } from './Calibration.ts';

/** Share of the foreground that may be missed on average where nobody asks for another. */
export const usualMissShare = 0.1;

/** Thresholds tried: 0, 0.001 … 1. */
const steps = 1000;

/** A threshold under which little of the foreground is missed, or what is wanting for one. */
export interface MissThreshold {
  /** The share of an image's foreground that is missed on average is at most this, 0 … 1. */
  readonly missShare: number;
  /** Held-back images with foreground that it was found on, and how many it takes. */
  readonly images: number;
  readonly imagesNeeded: number;
  /** Pixels whose foreground probability is this or more are taken, 0 … 1; null with too few images. */
  readonly threshold: number | null;
  /** Of these images, at the threshold: mean share of the foreground missed, and share of what is taken that is background. */
  readonly missed: number | null;
  readonly spurious: number | null;
  /** Whether the model's temperature was fitted on other images than these; left out by earlier versions, whose was not. */
  readonly temperatureOf?: TemperatureOf | undefined;
}

/** How many images it takes before any threshold keeps the promise. @param missShare over 0, under 1 */
export function imagesNeededFor(missShare: number): number {
  // A hair less, for 1 / 0.1 - 1 is not 9 to the last bit.
  return Math.ceil(1 / missShare - 1 - 1e-9);
}

/**
 * Conformal risk control of the false negative rate: the highest threshold on the probability of foreground (any class but
 * the background) with which another image of the same kind has at most a given share of its foreground missed, on average
 * over such images. An image's loss is its false negative rate, at most 1; images without foreground have none and
 * do not count. With n images and mean loss R the condition is n R / (n + 1) + 1 / (n + 1) <= share.
 *
 * The promise needs scores that know nothing of these images. So where there are images enough, the temperature is fitted on one
 * half of them and the threshold found on the other (`calibrate.ts`, `measuringPlan.ts`). With fewer both share all images, and the promise
 * holds as far as that one number, or one for each class, does not matter: of one network and two classes temperatures change no
 * threshold's outcome at all, for they keep the order of pixels.
 * Source: Angelopoulos et al. 2022, arXiv:2208.02814, equation 4 and section 3.1.
 */
export class MissControl {
  /** Sums over images of the share missed at each threshold. */
  readonly #missed = new Float64Array(steps + 1);
  /** Pixels taken at each threshold, foreground and background. */
  readonly #right = new Float64Array(steps + 1);
  readonly #wrong = new Float64Array(steps + 1);
  #images = 0;

  /**
   * @param probabilities [pixels, classes], the first class is the background
   * @param truth class of each pixel, 255 = unlabelled
   * @throws SfumatoError `sizeMismatch` when they do not fit
   */
  add(probabilities: Float32Array, truth: Uint8Array, classCount: number): void {
    if (probabilities.length !== truth.length * classCount) {
      throw new SfumatoError('sizeMismatch', `threshold of misses: wanted ${truth.length * classCount} probabilities, got ${probabilities.length}`);
    }
    const [background, foreground] = [new Float64Array(steps + 1), new Float64Array(steps + 1)];
    let total = 0;
    for (const [pixel, label] of truth.entries()) {
      if (label === unlabelled) continue;
      const place = Math.min(steps, Math.max(0, Math.floor((1 - probabilities[pixel * classCount]!) * steps)));
      if (label === 0) background[place]!++;
      else {
        foreground[place]!++;
        total++;
      }
    }
    if (total === 0) return;
    this.#images++;
    let [kept, spurious] = [0, 0];
    for (let place = steps; place >= 0; place--) {
      kept += foreground[place]!;
      spurious += background[place]!;
      this.#missed[place]! += (total - kept) / total;
      this.#right[place]! += kept;
      this.#wrong[place]! += spurious;
    }
  }

  /**
   * @param missShare over 0, under 1
   * @throws SfumatoError `invalidInput` for another share
   */
  threshold(missShare = usualMissShare): MissThreshold {
    if (!(missShare > 0 && missShare < 1)) throw new SfumatoError('invalidInput', `threshold of misses: wanted a share over 0 and under 1, got ${missShare}`);
    const images = this.#images;
    const common = { missShare, images, imagesNeeded: imagesNeededFor(missShare) };
    if (images < common.imagesNeeded) return { ...common, threshold: null, missed: null, spurious: null };
    let place = steps;
    while (place > 0 && (this.#missed[place]! + 1) / (images + 1) > missShare + 1e-12) place--;
    const taken = this.#right[place]! + this.#wrong[place]!;
    return { ...common, threshold: place / steps, missed: this.#missed[place]! / images, spurious: taken === 0 ? 0 : this.#wrong[place]! / taken };
  }
}
