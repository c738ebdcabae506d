import { distanceLimit } from '../../core/distribution/distanceLimit.ts';
import { FeatureSpace, leastFeatureImages } from '../../core/distribution/FeatureSpace.ts';
import { rangesOf } from '../../core/distribution/ImageTraits.ts';
import type { ImageTraits } from '../../core/distribution/ImageTraits.ts';
import type { DistributionSummary } from '../../core/distribution/ModelDistribution.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';
import type { EngineImage } from '../engineApi.ts';
import { FeatureReader } from './FeatureReader.ts';
import { traitsOf } from './traitsOf.ts';

/** Images whose features are kept, and others that are looked at: evenly spread over all, where there are more. */
const mostImages = 200;

export interface MeasuredDistribution {
  readonly summary: DistributionSummary;
  /** [images, features] */
  readonly features: Float32Array;
}

/**
 * Learns where a model's training images lie in its features.
 * @param images `trainedOn`, and `others` of the same kind that it was not trained on, which say how far such images lie
 * @returns null where there are fewer than four training images
 * @throws SfumatoError `cancelled`, `notFound`, `corrupt`, `engineFailed`
 */
export async function measureDistribution(
  model: StoredModel,
  images: { readonly trainedOn: readonly EngineImage[]; readonly others: readonly EngineImage[] },
  signal: AbortSignal,
): Promise<MeasuredDistribution | null> {
  const trainedOn = evenly(images.trainedOn, mostImages);
  if (trainedOn.length < leastFeatureImages) return null;
  const reader = new FeatureReader(model);
  try {
    const rows: Float32Array[] = [];
    const traits: ImageTraits[] = [];
    for (const image of trainedOn) {
      const { features, statistics } = await reader.read(image, signal);
      rows.push(features);
      traits.push(await traitsOf(image, statistics));
    }
    const space = new FeatureSpace(rows);
    const references = space.distancesLeftOut();
    for (const image of evenly(images.others, mostImages)) references.push(space.distance((await reader.read(image, signal)).features));
    const length = rows[0]!.length;
    const features = new Float32Array(rows.length * length);
    for (const [index, row] of rows.entries()) features.set(row, index * length);
    const summary = { images: rows.length, features: length, references: references.sort((a, b) => a - b), limit: distanceLimit(references), traits: rangesOf(traits) };
    return { summary, features };
  } finally {
    reader.dispose();
  }
}

function evenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_none, at) => items[Math.floor((at * items.length) / most)]!);
}
