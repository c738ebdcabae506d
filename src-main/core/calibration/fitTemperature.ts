import { SfumatoError } from '../SfumatoError.ts';
import type { MemberLogits } from './MemberLogits.ts';
import { pooledLoss } from './pooledLoss.ts';

/**
 * What a temperature may be. Pixels that are all predicted right want one of 0, pixels that are mostly wrong an infinite
 * one: neither is to be believed of a few images.
 */
export const temperatureRange = { least: 0.05, most: 20 } as const;

export interface TemperatureFit {
  readonly temperature: number;
  /** Mean negative log likelihood at a temperature of 1 and at the fitted one, nats; the latter is never the larger. */
  readonly nllBefore: number;
  readonly nllAfter: number;
}

const mostIterations = 50;
/** Nats a pixel by which the loss would still fall for one unit of ln T. */
const flatSlope = 1e-8;
/** Of ln T: what the curvature promises is not believed further off. */
const longestStep = 1;
/** Share of the slope's promise that a step must keep, the usual value of Armijo's rule. */
const keptPromise = 1e-4;
const mostHalvings = 40;

/**
 * The temperature at which an ensemble's mean probabilities are most likely to have said the labels, by Newton's method
 * on its logarithm with a line search.
 *
 * Every member's logits are divided by it, and it is fitted on the likelihood of their mean: jointly pooling and
 * calibrating. Members calibrated one by one and then averaged are too little sure of themselves, for the mean of sure but
 * differing members is unsure already; a temperature on the mean alone would leave the members' own entropies as they were,
 * and with them aleatoric and epistemic doubt that no longer add up. No member's most probable class changes by it; that of
 * their mean can, where they disagree.
 * @param images a pixel at least
 * @throws SfumatoError `noLabels` without a pixel; `sizeMismatch` when arrays do not fit
 * Source: Guo et al. 2017, arXiv:1706.04599, section 4.2; Rahaman & Thiery 2021, arXiv:2007.08792, on the order of pooling and calibrating.
 */
export function fitTemperature(images: readonly MemberLogits[]): TemperatureFit {
  if (!images.some(({ truth }) => truth.length > 0)) throw new SfumatoError('noLabels', 'fitting a temperature: wanted a labelled pixel at least, got none');
  const [least, most] = [Math.log(temperatureRange.least), Math.log(temperatureRange.most)];
  const before = pooledLoss(images, 1);
  let place = 0;
  let here = before;
  for (let iteration = 0; iteration < mostIterations && Math.abs(here.slope) > flatSlope; iteration++) {
    // The loss of a mean is not convex everywhere: where it bends the other way, the slope alone leads.
    const wanted = here.curvature > 0 ? -here.slope / here.curvature : -Math.sign(here.slope) * longestStep;
    let step = Math.min(most, Math.max(least, place + Math.min(longestStep, Math.max(-longestStep, wanted)))) - place;
    let there = pooledLoss(images, Math.exp(place + step));
    for (let halving = 0; halving < mostHalvings && there.value > here.value + keptPromise * step * here.slope; halving++) {
      step /= 2;
      there = pooledLoss(images, Math.exp(place + step));
    }
    // Rounding is all that is left of it; at an end of the range the step is 0.
    if (there.value >= here.value) break;
    place += step;
    here = there;
  }
  return { temperature: Math.exp(place), nllBefore: before.value, nllAfter: here.value };
}
