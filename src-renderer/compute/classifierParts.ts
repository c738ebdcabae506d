import { pixelFeatures } from '../../src-main/core/vision/classifier/pixelFeatures.ts';
import { predictForest } from '../../src-main/core/vision/classifier/predictForest.ts';
import type { ClassifiedWindow } from '../../src-main/core/vision/classifier/predictForest.ts';
import type { Forest } from '../../src-main/core/vision/classifier/extraTrees.ts';
import { labelsOfRegions, regionFeatures, spreadOverRegions } from '../../src-main/core/vision/classifier/regionFeatures.ts';
import type { LabelledPart } from '../../src-main/core/vision/classifier/samplePixels.ts';
import { slic } from '../../src-main/core/vision/slic.ts';
import type { DisplayWindow } from '../../src-main/core/vision/SampleWindow.ts';
import type { FeatureRequest } from './computeApi.ts';
import type { KeptFeatures } from './FeatureStore.ts';

/** Features as they were asked for: of each pixel of the part, or of the superpixels that its pixels lie in. */
export function featuresOf(window: DisplayWindow, { part, superpixels }: FeatureRequest): KeptFeatures {
  if (!superpixels) return pixelFeatures(window, part);
  const { features, regions } = regionFeatures(window, slic(window, superpixels.options, superpixels.place).ids);
  const ofPixels = new Int32Array(part.width * part.height);
  for (let y = 0; y < part.height; y++) {
    const from = (part.y + y) * window.width + part.x;
    ofPixels.set(regions.subarray(from, from + part.width), y * part.width);
  }
  return { ...features, regions: { ofPixels, width: part.width, height: part.height } };
}

/** Labelled pixels, or the superpixels that labels lie in. */
export function labelledPart(features: KeptFeatures, classes: Uint8Array): LabelledPart {
  const { regions } = features;
  return { features, classes: regions ? labelsOfRegions(regions.ofPixels, classes, features.width) : classes };
}

/** What the forest says of each pixel; of superpixels all pixels are told alike. */
export function classifyPixels(forest: Forest, features: KeptFeatures): ClassifiedWindow {
  const told = predictForest(forest, features);
  const { regions } = features;
  return regions ? spreadOverRegions(told, regions.ofPixels, regions) : told;
}
