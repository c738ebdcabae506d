import { heatMapKinds } from '../heatMaps.ts';
import type { HeatMapKind } from '../heatMaps.ts';
import type { FoundRegion } from './FoundRegion.ts';
import { forEachInside } from './growRegion.ts';
import type { RegionMask } from './growRegion.ts';
import { isAtBoundary } from './isAtBoundary.ts';
import type { PredictedImage } from './PredictedImage.ts';

interface Usual {
  readonly mean: number;
  readonly deviation: number;
}

/** Says what the regions of one image are like; what that takes of the whole image is worked out once. */
export class RegionDescriber {
  readonly #image: PredictedImage;
  readonly #error: Float32Array;
  readonly #usual: Readonly<Record<HeatMapKind, Usual>>;

  /** @param error as `errorMap` gives it */
  constructor(image: PredictedImage, error: Float32Array) {
    this.#image = image;
    this.#error = error;
    this.#usual = perKind((kind) => usualByte(image.maps[kind]));
  }

  /** @param values [pixels], the map that the region was found by */
  describe(region: RegionMask, values: Float32Array): FoundRegion {
    const { width, prediction, maps, ranges, classCount, grey } = this.#image;
    const classes = new Uint32Array(256);
    const sums = { predictiveEntropy: 0, mutualInformation: 0, expectedEntropy: 0, learnedLoss: 0 };
    let [pixelCount, score, worth, boundaryPixels, brightness, squares] = [0, 0, 0, 0, 0, 0];
    forEachInside(region, width, (index) => {
      pixelCount++;
      score += this.#error[index]!;
      worth += values[index]!;
      classes[prediction[index]!]!++;
      if (isAtBoundary(index, prediction, this.#image)) boundaryPixels++;
      for (const kind of heatMapKinds) sums[kind] += maps[kind][index]!;
      const shade = (grey?.[index] ?? 0) / 255;
      brightness += shade;
      squares += shade * shade;
    });
    const means = perKind((kind) => ranges[kind].minimum + ((sums[kind] / pixelCount) * (ranges[kind].maximum - ranges[kind].minimum)) / 255);
    // In standard scores, as the kinds have units and spreads of their own.
    const standsOut = (kind: HeatMapKind): number => (this.#usual[kind].deviation === 0 ? 0 : (sums[kind] / pixelCount - this.#usual[kind].mean) / this.#usual[kind].deviation);
    const shade = brightness / pixelCount;
    return {
      ...region,
      pixelCount,
      score,
      worth: worth / pixelCount,
      means,
      proposedClass: classes.indexOf(Math.max(...classes)),
      reason: heatMapKinds.reduce((best, kind) => (standsOut(kind) > standsOut(best) ? kind : best)),
      boundaryPixels,
      features: [
        ...Array.from(classes.subarray(0, classCount), (count) => count / pixelCount),
        score / pixelCount,
        ...heatMapKinds.map((kind) => means[kind] / Math.log(classCount)),
        boundaryPixels / pixelCount,
        Math.log2(pixelCount) / 12,
        Math.log2(region.box.width / region.box.height) / 4,
        shade,
        Math.sqrt(Math.max(0, squares / pixelCount - shade * shade)),
      ],
    };
  }
}

/** Mean and standard deviation of a map's bytes over the whole image. */
function usualByte(map: Uint8Array): Usual {
  const counts = new Uint32Array(256);
  for (let index = 0; index < map.length; index++) counts[map[index]!]!++;
  const mean = counts.reduce((sum, count, byte) => sum + count * byte, 0) / map.length;
  const variance = counts.reduce((sum, count, byte) => sum + count * (byte - mean) ** 2, 0) / map.length;
  return { mean, deviation: Math.sqrt(variance) };
}

function perKind<Value>(of: (kind: HeatMapKind) => Value): Record<HeatMapKind, Value> {
  return {
    predictiveEntropy: of('predictiveEntropy'),
    mutualInformation: of('mutualInformation'),
    expectedEntropy: of('expectedEntropy'),
    learnedLoss: of('learnedLoss'),
  };
}
