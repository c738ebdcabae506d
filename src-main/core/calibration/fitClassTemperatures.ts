import { SfumatoError } from '../SfumatoError.ts';
import { temperatureRange } from './fitTemperature.ts';
import type { MemberLogits } from './MemberLogits.ts';
import { minimiseInBox } from './minimiseInBox.ts';
import { logProbabilities, pooledClassLoss } from './pooledClassLoss.ts';

/**
 * How far, in ln T, a class's temperature is taken to lie from the one for all before a pixel is seen, as a standard deviation: a
 * factor of two either way is nothing unusual, one of four is.
 */
const usualSpread = Math.LN2;

/** Drawn pixels lie some few apart while errors come in patches of tens: so many count as one that knows nothing of the others. */
const pixelsAlike = 10;

/** Labelled pixels of a class below which it keeps the temperature for all: a class that is not there would be talked out of the model. */
export const leastPixelsOfClass = 200;

/** Of ln T in one step, as for one temperature. */
const longestStep = 1;
/** Nats a pixel. */
const leastGain = 1e-9;

/**
 * The temperature of each class at which an ensemble's mean probabilities are most likely to have said the labels, drawn towards
 * one temperature for all: a Gaussian prior on ln T_c - ln T, which counts little where a class has many pixels and all where it
 * has few. On the pixels that it is fitted on, the likelihood is never below that of the one for all.
 *
 * As with one temperature, it is the likelihood of the members' mean (`fitTemperature`); `Temperatures` says what the temperatures do.
 * @param images a pixel at least; held once more in memory meanwhile
 * @param shared the temperature for all, as `fitTemperature` finds it on the same images
 * @returns [classes], within `temperatureRange`
 * @throws SfumatoError `noLabels` without a pixel; `sizeMismatch` when arrays do not fit
 * Source: Guo et al. 2017, arXiv:1706.04599, section 4.2, vector scaling.
 */
export function fitClassTemperatures(images: readonly MemberLogits[], shared: number): readonly number[] {
  const labelled = images.filter(({ truth }) => truth.length > 0).map(logProbabilities);
  const [first] = labelled;
  if (!first) throw new SfumatoError('noLabels', 'fitting temperatures of classes: wanted a labelled pixel at least, got none');
  const counts = new Float64Array(first.classes);
  for (const { truth } of labelled) for (const label of truth) counts[label]!++;
  const fitted = [...counts.keys()].filter((index) => counts[index]! >= leastPixelsOfClass);
  const pixels = counts.reduce((sum, count) => sum + count, 0);
  const middle = Math.log(shared);
  /** Of the prior, in nats a pixel. */
  const curvature = pixelsAlike / (usualSpread ** 2 * pixels);

  const temperaturesAt = (place: Float64Array): number[] => {
    const temperatures = new Array<number>(first.classes).fill(shared);
    for (const [at, index] of fitted.entries()) temperatures[index] = Math.exp(place[at]!);
    return temperatures;
  };
  const place = minimiseInBox(
    (at) => {
      const { value, gradient } = pooledClassLoss(labelled, temperaturesAt(at));
      const away = at.map((logarithm) => logarithm - middle);
      return {
        value: value + (curvature / 2) * away.reduce((sum, each) => sum + each * each, 0),
        gradient: away.map((each, index) => gradient[fitted[index]!]! + curvature * each),
      };
    },
    new Float64Array(fitted.length).fill(middle),
    { least: Math.log(temperatureRange.least), most: Math.log(temperatureRange.most), longestStep, leastGain },
  );
  return temperaturesAt(place);
}
