import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { wholeObjects } from '../../core/labels/wholeObjects.ts';
import { normalisedDistances } from '../../core/vision/normalisedDistances.ts';
import type { EngineImage, LabelledEngineImage, TrainedImage } from '../engineApi.ts';
import { sha256Of } from '../ensemble/weightsFile.ts';
import type { ModelFile } from '../ensemble/modelFile.ts';
import type { InputChannels } from '../../core/training/InputChannels.ts';
import { InputSource } from '../input/InputSource.ts';
import { chooseNormalisation, measureInput } from '../input/normalisation.ts';
import type { InputStatistics, Normalisation, WantedNormalisation } from '../input/normalisation.ts';
import { breathe } from '../jobs/JobContext.ts';
import { findClassAnchors } from './augment/classAnchors.ts';
import type { AgedAnchors } from './augment/classAnchors.ts';
import { findAnchors } from './augment/cropSampler.ts';
import type { LabelAnchors } from './augment/cropSampler.ts';

/** An image to train on: all but its input values, which are read when they are wanted. Data alone, for any thread. */
export interface TrainingImage {
  readonly width: number;
  readonly height: number;
  readonly samples: EngineImage;
  readonly statistics: InputStatistics;
  /** Class indices, 255 = unlabelled. */
  readonly labels: Uint8Array;
  /** How far inside its object each pixel lies, 0 … 255 for 0 … 1; null or left out where the network is not taught it. */
  readonly distances?: Uint8Array | null;
  readonly anchors: LabelAnchors;
  /** The same by class and by whether the parent knows them; left out where crops are not drawn so. */
  readonly agedAnchors?: AgedAnchors;
}

export interface TrainingData {
  readonly images: readonly TrainingImage[];
  readonly normalisation: Normalisation;
  readonly record: ModelFile['data'];
}

export interface LoadSettings {
  readonly classCount: number;
  /** What the networks see: the parent's normalisation, or a wish whose rest is chosen by the images. */
  readonly input: WantedNormalisation;
  readonly signal: AbortSignal;
  /** Whether the network is taught how far inside its object each pixel lies. Default: no. */
  readonly withDistances?: boolean;
  /** Whether crops are drawn by class and by whether the parent knows the labels. Default: no. */
  readonly withAges?: boolean;
}

/**
 * Goes through all images with at least one labelled pixel, and keeps of them what their normalisation and the places of
 * crops follow from.
 * @throws SfumatoError `noLabels` when no image has one, `sizeMismatch` or `classOutOfRange` for labels that do not fit
 */
export async function loadTrainingData(
  images: readonly TrainedImage[],
  { classCount, input, signal, withDistances = false, withAges = false }: LoadSettings,
): Promise<TrainingData> {
  for (const image of images) checkLabels(image, classCount);
  const labelled = images.filter(({ labels }) => labels.some((label) => label !== unlabelled));
  if (labelled.length === 0) throw new SfumatoError('noLabels', say('noLabelledPixel'));
  const trainingImages: TrainingImage[] = [];
  for (const image of labelled) {
    await breathe(signal);
    const measured = await measureImage(image, input.channels);
    trainingImages.push({ ...measured, ...(withDistances && { distances: distancesOf(image) }), ...(withAges && { agedAnchors: findClassAnchors(image.labels, image.isNew ?? null) }) });
  }
  const normalisation = chooseNormalisation(trainingImages.map(({ statistics }) => statistics), input);
  return { images: trainingImages, normalisation, record: dataRecord(labelled) };
}

/** Goes through an image for what its normalisation and the places of crops follow from. */
export async function measureImage({ labels, objects: _numbers, isNew: _ages, ...samples }: TrainedImage, channels: InputChannels): Promise<TrainingImage> {
  const source = await InputSource.open(samples, channels);
  try {
    const statistics = await measureInput(source);
    return { width: samples.width, height: samples.height, samples, statistics, labels, anchors: findAnchors(labels) };
  } finally {
    await source.close();
  }
}

/** Distances of the whole image, before anything is cropped: a crop does not know how large an object is that it cuts. */
function distancesOf(image: LabelledEngineImage): Uint8Array {
  const { ids, classes } = wholeObjects({ ...image, objects: image.objects ?? null });
  return Uint8Array.from(normalisedDistances(ids, classes.length, image), (share) => Math.round(share * 255));
}

/** What a model file keeps of its data: enough to tell whether a label has changed since. */
export function dataRecord(images: readonly LabelledEngineImage[]): ModelFile['data'] {
  return images.map(({ imageId, labels }) => ({
    imageId,
    labelsSha256: sha256Of(labels),
    labelledPixels: labels.reduce((count, label) => count + (label === unlabelled ? 0 : 1), 0),
  }));
}

/** @throws SfumatoError `sizeMismatch`, `classOutOfRange` */
export function checkLabels({ imageId, labels, width, height }: LabelledEngineImage, classCount: number): void {
  if (labels.length !== width * height) {
    throw new SfumatoError('sizeMismatch', say('labelsWrongSize', { image: imageId, size: `${width} x ${height}`, wanted: width * height, got: labels.length }));
  }
  const strange = labels.find((label) => label !== unlabelled && label >= classCount);
  if (strange !== undefined) {
    throw new SfumatoError('classOutOfRange', say('labelsWrongClass', { image: imageId, count: classCount, got: strange }));
  }
}
