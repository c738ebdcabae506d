import { RandomSource } from '../../../core/random/RandomSource.ts';
import type { AugmentOutcome, AugmentRequest } from '../../engineApi.ts';
import { channelCountOf } from '../../../core/training/InputChannels.ts';
import { InputCache } from '../../input/InputCache.ts';
import { chooseNormalisation } from '../../input/normalisation.ts';
import { chooseInput } from '../chooseInput.ts';
import { checkLabels, measureImage } from '../trainingData.ts';
import type { TrainingImage } from '../trainingData.ts';
import { changeCropColours } from './colours.ts';
import { chooseCropCentre } from './cropSampler.ts';
import { cutCrop, drawTransform, rowsOfCrop } from './geometry.ts';
import type { CropTransform } from './geometry.ts';
import { changeIntensity } from './intensity.ts';

/** Random numbers of examples, apart from those of any member's training. */
const exampleStream = 2 ** 31;
/** Shares of a plain crop's values that are shown black and white. */
const blackShare = 0.005;
const whiteShare = 0.995;
/** Room on either side, as a share of the range between: brightness that is changed is to be seen. Colours share one range, so that hues stay. */
const headroom = 0.15;

/**
 * Cuts examples of what a network in training would see: of each image one crop as it is, then as many as are wanted of the
 * same place, augmented by the same functions as in training.
 * @throws SfumatoError `sizeMismatch`, `classOutOfRange` for labels that do not fit; as `InputSource` does
 */
export async function augmentedCrops({ images, classCount, input = 'auto', augmentation, side, draws, seed }: AugmentRequest): Promise<AugmentOutcome> {
  // Not `loadTrainingData`, which stands still while somebody waits at the screen, as here.
  const measured: TrainingImage[] = [];
  for (const image of images) checkLabels(image, classCount);
  const wish = { channels: await chooseInput(input, images), scale: 'imageMeanAndDeviation' } as const;
  for (const image of images) measured.push(await measureImage(image, wish.channels));
  const normalisation = chooseNormalisation(measured.map(({ statistics }) => statistics), wish);
  const cache = new InputCache(normalisation);
  const channels = channelCountOf(wish.channels);
  const columns = draws + 1;
  const area = side * side;
  const pixels = new Uint8Array(measured.length * columns * area * channels);
  const labels = new Uint8Array(measured.length * columns * area);
  for (const [row, image] of measured.entries()) {
    const random = new RandomSource({ seed, stream: exampleStream, counter: row });
    const centre = chooseCropCentre(image, side, random);
    let shown: Window | null = null;
    for (let column = 0; column < columns; column++) {
      const from = (row * columns + column) * area;
      const values = new Float32Array(area * channels);
      const into = { input: values, labels: labels.subarray(from, from + area) };
      const transform: CropTransform = column === 0 ? { centre, matrix: [1, 0, 0, 1] } : drawTransform(centre, augmentation, random);
      await cut(image, transform, side, cache, into);
      if (column > 0) {
        changeCropColours(values, image, { normalisation, augmentation, random });
        changeIntensity(values, side, augmentation, random);
      }
      shown ??= windowOf(values);
      toBytes(values, shown, pixels.subarray(from * channels, (from + area) * channels));
    }
  }
  return { imageIds: measured.map(({ samples }) => samples.imageId), columns, side, channels, pixels, labels };
}

async function cut(image: TrainingImage, transform: CropTransform, side: number, cache: InputCache, into: { input: Float32Array; labels: Uint8Array }): Promise<void> {
  const { top, bottom } = rowsOfCrop(transform, side, image.height);
  cutCrop({ ...image, input: await cache.rows(image, top, bottom) }, transform, side, into);
}

interface Window {
  readonly black: number;
  readonly white: number;
}

function windowOf(values: Float32Array): Window {
  const sorted = values.toSorted();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const room = headroom * (at(whiteShare) - at(blackShare));
  return { black: at(blackShare) - room, white: at(whiteShare) + room };
}

function toBytes(values: Float32Array, { black, white }: Window, into: Uint8Array): void {
  const scale = white > black ? 255 / (white - black) : 0;
  values.forEach((value, at) => (into[at] = Math.min(255, Math.max(0, Math.round((value - black) * scale)))));
}
