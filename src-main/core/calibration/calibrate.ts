import { CalibrationBins } from '../metrics/CalibrationBins.ts';
import { mostProbableClasses } from '../predictions/mostProbableClasses.ts';
import type { Calibration, CalibrationFigures } from './Calibration.ts';
import { fitTemperature } from './fitTemperature.ts';
import { pooledProbabilities } from './MemberLogits.ts';
import type { MemberLogits } from './MemberLogits.ts';

/** As in `SegmentationMeter`: one sure and wrong pixel does not make the mean infinite. */
const smallestProbability = 1e-7;

/**
 * Fits a model's temperature on held-back images and says what it is worth on images it was not fitted on: images of even
 * and of odd place are measured at the temperature fitted on the others (cross-fitting), so that all of them serve both ends.
 * @param images labelled pixels of each held-back image; one pixel at least in all
 * @throws SfumatoError `noLabels` without a pixel
 */
export function calibrate(images: readonly MemberLogits[]): Calibration {
  const labelled = images.filter(({ truth }) => truth.length > 0);
  const { temperature } = fitTemperature(labelled);
  const halves = [0, 1].map((parity) => labelled.filter((_image, index) => index % 2 === parity));
  const [even, odd] = halves as [MemberLogits[], MemberLogits[]];
  const isSplit = odd.length > 0;
  return {
    temperature,
    images: labelled.length,
    pixels: labelled.reduce((sum, { truth }) => sum + truth.length, 0),
    measuredOn: isSplit ? 'otherImages' : 'sameImages',
    before: measure([{ images: labelled, temperature: 1 }]),
    after: measure(
      isSplit
        ? [
            { images: even, temperature: fitTemperature(odd).temperature },
            { images: odd, temperature: fitTemperature(even).temperature },
          ]
        : [{ images: labelled, temperature }],
    ),
  };
}

function measure(parts: readonly { readonly images: readonly MemberLogits[]; readonly temperature: number }[]): CalibrationFigures {
  const bins = new CalibrationBins();
  let loss = 0;
  let pixels = 0;
  for (const { images, temperature } of parts) {
    for (const image of images) {
      const { classes, truth } = image;
      const probabilities = pooledProbabilities(image, temperature);
      const predicted = mostProbableClasses(probabilities, classes);
      for (const [pixel, wanted] of truth.entries()) {
        const got = predicted[pixel]!;
        bins.add(probabilities[pixel * classes + got]!, got === wanted);
        loss -= Math.log(Math.max(smallestProbability, probabilities[pixel * classes + wanted]!));
      }
      pixels += truth.length;
    }
  }
  return { nll: loss / pixels, ece: bins.expectedCalibrationError(), bins: bins.bins() };
}
