import { CalibrationBins } from '../metrics/CalibrationBins.ts';
import { mostProbableClasses } from '../predictions/mostProbableClasses.ts';
import type { Calibration, CalibrationFigures } from './Calibration.ts';
import { betterKind } from './betterKind.ts';
import { fitClassTemperatures } from './fitClassTemperatures.ts';
import { fitTemperature } from './fitTemperature.ts';
import { fitTemperatures } from './fitTemperatures.ts';
import { halvesOf } from './halvesOf.ts';
import type { Slice } from './halvesOf.ts';
import { imagesNeededFor, usualMissShare } from './MissControl.ts';
import { pooledProbabilities } from './MemberLogits.ts';
import type { MemberLogits } from './MemberLogits.ts';
import type { TemperatureChoice, TemperatureKind, Temperatures } from './Temperatures.ts';

/** As in `SegmentationMeter`: one sure and wrong pixel does not make the mean infinite. */
const smallestProbability = 1e-7;

/** Labelled pixels of one held-back image. */
export type ImageLogits = MemberLogits & Slice & { readonly imageId: string };

/** Temperatures of both kinds, fitted on the same images. */
type BothKinds = Readonly<Record<TemperatureKind, Temperatures>>;

/**
 * Fits a model's temperature, or one for each class, on held-back images and says what it is worth on images it was not fitted on:
 * two halves that share no stack (`halvesOf`) are each measured at the temperature fitted on the other (cross-fitting), so that all of them
 * serve both ends. By the same figures the kind is chosen where nobody asked for one (`betterKind`); with one image alone it is one temperature for all.
 *
 * Where the images of the second half alone suffice for a threshold of misses (`MissControl`), the model's temperature is that of the others;
 * with fewer images it is fitted on all, for then each counts.
 * @param images labelled pixels of each held-back image; one pixel at least in all
 * @throws SfumatoError `noLabels` without a pixel
 */
export function calibrate(images: readonly ImageLogits[], choice: TemperatureChoice = 'automatic'): Calibration {
  const labelled = images.filter(({ truth }) => truth.length > 0);
  const halves = halvesOf(labelled);
  const [first, second] = ([0, 1] as const).map((half) => labelled.filter((_image, place) => halves[place] === half)) as [ImageLogits[], ImageLogits[]];
  const before = measure(labelled, () => 1).figures;
  if (second.length === 0) {
    const temperature = fitTemperatures(labelled, choice === 'perClass' ? 'perClass' : 'single');
    return { temperature, ...countOf(labelled), measuredOn: 'sameImages', fittedOn: 'allImages', before, after: measure(labelled, () => temperature).figures };
  }
  const parts = [
    { images: first, temperatures: fitBoth(second) },
    { images: second, temperatures: fitBoth(first) },
  ] as const;
  const measureKind = (kind: TemperatureKind): Measured => measure(labelled, (place) => parts[halves[place]!].temperatures[kind]);
  const measured = { single: measureKind('single'), perClass: measureKind('perClass') };
  const kind = choice === 'automatic' ? betterKind(measured.single.losses.map((single, at) => ({ single, perClass: measured.perClass.losses[at]!, pixels: labelled[at]!.truth.length }))) : choice;
  const isHalved = second.filter(hasForeground).length >= imagesNeededFor(usualMissShare);
  return {
    temperature: isHalved ? parts[1].temperatures[kind] : fitTemperatures(labelled, kind),
    ...countOf(isHalved ? first : labelled),
    measuredOn: 'otherImages',
    halves: parts.map(({ images: half, temperatures }) => ({ imageIds: half.map(({ imageId }) => imageId), temperature: temperatures[kind] })),
    fittedOn: isHalved ? 'firstHalf' : 'allImages',
    nllOfKinds: { single: measured.single.figures.nll, perClass: measured.perClass.figures.nll },
    before,
    after: measured[kind].figures,
  };
}

function fitBoth(images: readonly ImageLogits[]): BothKinds {
  const { temperature: single } = fitTemperature(images);
  return { single, perClass: fitClassTemperatures(images, single) };
}

function countOf(images: readonly ImageLogits[]): Pick<Calibration, 'images' | 'pixels'> {
  return { images: images.length, pixels: images.reduce((sum, { truth }) => sum + truth.length, 0) };
}

function hasForeground({ truth }: MemberLogits): boolean {
  return truth.some((label) => label > 0);
}

interface Measured {
  readonly figures: CalibrationFigures;
  /** Of each image, nats in all. */
  readonly losses: readonly number[];
}

function measure(images: readonly ImageLogits[], temperaturesOf: (place: number) => Temperatures): Measured {
  const bins = new CalibrationBins();
  const losses = images.map((image, place) => {
    const { classes, truth } = image;
    const probabilities = pooledProbabilities(image, temperaturesOf(place));
    const predicted = mostProbableClasses(probabilities, classes);
    let loss = 0;
    for (const [pixel, wanted] of truth.entries()) {
      const got = predicted[pixel]!;
      bins.add(probabilities[pixel * classes + got]!, got === wanted);
      loss -= Math.log(Math.max(smallestProbability, probabilities[pixel * classes + wanted]!));
    }
    return loss;
  });
  const nll = losses.reduce((sum, loss) => sum + loss, 0) / countOf(images).pixels;
  return { figures: { nll, ece: bins.expectedCalibrationError(), bins: bins.bins() }, losses };
}
