import { CalibrationBins } from '../metrics/CalibrationBins.ts';
import { mostProbableClasses } from '../predictions/mostProbableClasses.ts';
import type { Calibration, CalibrationFigures } from './Calibration.ts';
import { fitTemperature } from './fitTemperature.ts';
import { imagesNeededFor, usualMissShare } from './MissControl.ts';
import { pooledProbabilities } from './MemberLogits.ts';
import type { MemberLogits } from './MemberLogits.ts';

/** As in `SegmentationMeter`: one sure and wrong pixel does not make the mean infinite. */
const smallestProbability = 1e-7;

/** Labelled pixels of one held-back image. */
export type ImageLogits = MemberLogits & { readonly imageId: string };

/**
 * Fits a model's temperature on held-back images and says what it is worth on images it was not fitted on: images of even
 * and of odd place are measured at the temperature fitted on the others (cross-fitting), so that all of them serve both ends.
 *
 * Where the images of odd place alone suffice for a threshold of misses (`MissControl`), the model's temperature is that of the others;
 * with fewer images it is fitted on all, for then each counts.
 * @param images labelled pixels of each held-back image; one pixel at least in all
 * @throws SfumatoError `noLabels` without a pixel
 */
export function calibrate(images: readonly ImageLogits[]): Calibration {
  const labelled = images.filter(({ truth }) => truth.length > 0);
  const halves = [0, 1].map((parity) => labelled.filter((_image, index) => index % 2 === parity));
  const [even, odd] = halves as [ImageLogits[], ImageLogits[]];
  const before = measure([{ images: labelled, temperature: 1 }]);
  if (odd.length === 0) {
    const { temperature } = fitTemperature(labelled);
    return { temperature, ...countOf(labelled), measuredOn: 'sameImages', fittedOn: 'allImages', before, after: measure([{ images: labelled, temperature }]) };
  }
  const parts = [
    { images: even, temperature: fitTemperature(odd).temperature },
    { images: odd, temperature: fitTemperature(even).temperature },
  ] as const;
  const isHalved = odd.filter(hasForeground).length >= imagesNeededFor(usualMissShare);
  return {
    temperature: isHalved ? parts[1].temperature : fitTemperature(labelled).temperature,
    ...countOf(isHalved ? even : labelled),
    measuredOn: 'otherImages',
    halves: parts.map(({ images: half, temperature }) => ({ imageIds: half.map(({ imageId }) => imageId), temperature })),
    fittedOn: isHalved ? 'firstHalf' : 'allImages',
    before,
    after: measure(parts),
  };
}

function countOf(images: readonly ImageLogits[]): Pick<Calibration, 'images' | 'pixels'> {
  return { images: images.length, pixels: images.reduce((sum, { truth }) => sum + truth.length, 0) };
}

function hasForeground({ truth }: MemberLogits): boolean {
  return truth.some((label) => label > 0);
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
