import { RandomSource } from '../../core/random/RandomSource.ts';
import type { AugmentationRecipe } from '../../core/training/TrainingRecipe.ts';
import { channelCountOf } from '../../core/training/InputChannels.ts';
import { mostMembers } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { InputRows } from '../input/InputCache.ts';
import { changeCropColours } from './augment/colours.ts';
import { choosePlace } from './augment/CropPlaces.ts';
import type { CropPlaces } from './augment/CropPlaces.ts';
import { chooseCropCentre } from './augment/cropSampler.ts';
import { cutCrop, drawTransform, rowsOfCrop } from './augment/geometry.ts';
import { changeIntensity } from './augment/intensity.ts';
import type { Normalisation } from '../input/normalisation.ts';
import type { TrainingBatch } from './batchParts.ts';
import type { TrainingImage } from './trainingData.ts';

/** Streams of one member's random numbers; each member has a block of its own, and a second one beyond those of all members. */
const streamsPerMember = 8;
const streamOf = { initialValues: 0, order: 1, crops: 2, dropout: 3, weights: 4, startingWeights: 5, members: 6, look: 7, logitNoise: streamsPerMember * mostMembers } as const;

/** @param counter the epoch for `order`, the step for `crops`, `dropout`, `weights` and `logitNoise`, else 0 */
export function memberRandom(seed: number, member: number, purpose: keyof typeof streamOf, counter: number): RandomSource {
  return new RandomSource({ seed, stream: member * streamsPerMember + streamOf[purpose], counter });
}

export interface BatchSettings {
  readonly seed: number;
  readonly member: number;
  readonly batchSize: number;
  readonly cropSide: number;
  readonly augmentation: AugmentationRecipe;
}

/** What batches are cut from. */
export interface BatchImages {
  /** Each with at least one labelled pixel. */
  readonly images: readonly TrainingImage[];
  readonly normalisation: Normalisation;
  /** Where crops are drawn over all images together; left out: in every image as often. */
  readonly places?: CropPlaces | null;
  /** Normalised values of an image's rows top … bottom - 1, and maybe of some around them. */
  readonly inputRows: (image: TrainingImage, top: number, bottom: number) => Promise<InputRows>;
}

/**
 * The batch of one step: a function of its arguments alone, so that a resumed run sees what the uninterrupted one would
 * have. Unless places are drawn over all images, every image comes once an epoch, in an order drawn for the epoch.
 * @param step 0 …
 * @throws SfumatoError as `InputSource` does, when an image cannot be read any more
 */
export async function makeBatch({ images, normalisation, inputRows, places = null }: BatchImages, step: number, settings: BatchSettings): Promise<TrainingBatch> {
  const { seed, member, batchSize, cropSide, augmentation } = settings;
  const pixels = cropSide * cropSide;
  const values = pixels * channelCountOf(normalisation.channels);
  const input = new Float32Array(batchSize * values);
  const labels = new Uint8Array(batchSize * pixels);
  const distances = images.some((image) => image.distances) ? new Uint8Array(batchSize * pixels) : null;
  const random = memberRandom(seed, member, 'crops', step);
  let epoch = -1;
  let order: number[] = [];
  for (let slot = 0; slot < batchSize; slot++) {
    const drawn = step * batchSize + slot;
    if (Math.floor(drawn / images.length) !== epoch) {
      epoch = Math.floor(drawn / images.length);
      order = memberRandom(seed, member, 'order', epoch).shuffle(images.map((_, index) => index));
    }
    const place = places ? choosePlace(places, { drawn, cropSide, random }) : null;
    const image = images[place?.image ?? order[drawn % images.length]!]!;
    const transform = drawTransform(place?.centre ?? chooseCropCentre(image, cropSide, random), augmentation, random);
    const { top, bottom } = rowsOfCrop(transform, cropSide, image.height);
    const source = { ...image, input: await inputRows(image, top, bottom) };
    const crop = input.subarray(slot * values, (slot + 1) * values);
    const [from, to] = [slot * pixels, (slot + 1) * pixels];
    cutCrop(source, transform, cropSide, { input: crop, labels: labels.subarray(from, to), distances: distances && distances.subarray(from, to) });
    changeCropColours(crop, image, { normalisation, augmentation, random });
    changeIntensity(crop, cropSide, augmentation, random);
  }
  return { input, labels, distances, size: batchSize, side: cropSide };
}
