import { unlabelled } from '../../labels/labelMap.ts';
import { RandomSource } from '../../random/RandomSource.ts';
import type { TrainingPixels } from './extraTrees.ts';
import type { FeatureWindow } from './pixelFeatures.ts';

/** A part of an image that carries labels. */
export interface LabelledPart {
  readonly features: FeatureWindow;
  /** Class of each pixel, `unlabelled` where there is none. */
  readonly classes: Uint8Array;
}

/** Pixels of a class that trees learn from; more make them slower and hardly better. */
export const usualPixelsPerClass = 1000;

/**
 * Draws the same bounded number of labelled pixels of every class, without repeats, so that the background does not
 * outvote the few pixels of an object. Classes without a label are left out of the draw but keep their number.
 * @param classCount number of the project's classes
 */
export function samplePixels(
  parts: readonly LabelledPart[],
  { classCount, pixelsPerClass = usualPixelsPerClass, seed }: { readonly classCount: number; readonly pixelsPerClass?: number; readonly seed: number },
): TrainingPixels {
  const featureCount = parts[0]?.features.featureCount ?? 0;
  const chosen = choosePixels(parts, { classCount, pixelsPerClass, seed });
  const features = new Uint8Array(chosen.length * featureCount);
  const classes = new Uint8Array(chosen.length);
  chosen.forEach(({ part, index }, at) => {
    const { bytes } = parts[part]!.features;
    features.set(bytes.subarray(index * featureCount, (index + 1) * featureCount), at * featureCount);
    classes[at] = parts[part]!.classes[index]!;
  });
  return { featureCount, features, classes, classCount };
}

interface Place {
  readonly part: number;
  readonly index: number;
}

/** Reservoirs, one a class: every labelled pixel has the same chance. Source: Vitter 1985, algorithm R, ACM TOMS 11(1). */
function choosePixels(parts: readonly LabelledPart[], options: { classCount: number; pixelsPerClass: number; seed: number }): Place[] {
  const { classCount, pixelsPerClass, seed } = options;
  const random = new RandomSource({ seed, stream: randomStream, counter: 0 });
  const seen = new Float64Array(classCount);
  const reservoirs: Place[][] = Array.from({ length: classCount }, () => []);
  parts.forEach(({ classes }, part) => {
    for (let index = 0; index < classes.length; index++) {
      const value = classes[index]!;
      if (value === unlabelled || value >= classCount) continue;
      const reservoir = reservoirs[value]!;
      seen[value]!++;
      if (reservoir.length < pixelsPerClass) reservoir.push({ part, index });
      else {
        const place = random.integer(seen[value]!);
        if (place < pixelsPerClass) reservoir[place] = { part, index };
      }
    }
  });
  return reservoirs.flat();
}

/** "draw" */
const randomStream = 0x64726177;

/** Classes that have a label somewhere in the parts. */
export function labelledClasses(parts: readonly LabelledPart[]): Set<number> {
  const found = new Set<number>();
  for (const { classes } of parts) for (const value of classes) if (value !== unlabelled) found.add(value);
  return found;
}
