import { trainForest } from '../../src-main/core/vision/classifier/extraTrees.ts';
import type { Forest } from '../../src-main/core/vision/classifier/extraTrees.ts';
import { samplePixels } from '../../src-main/core/vision/classifier/samplePixels.ts';
import { refineMask } from '../../src-main/core/vision/crf/refineMask.ts';
import { refineBlock } from '../../src-main/core/vision/crf/refineBlock.ts';
import { toDisplayUnits } from '../../src-main/core/vision/displayUnits.ts';
import { superpixelBlock } from '../../src-main/core/vision/superpixelBlock.ts';
import { classifyPixels, featuresOf, labelledPart } from './classifierParts.ts';
import type { ComputeApi, RangedWindow } from './computeApi.ts';
import { FeatureStore } from './FeatureStore.ts';
import { ThresholdPlane } from './ThresholdPlane.ts';

/** Classifiers are small, and only the newest is asked; one before it may still be on its way. */
const forestsKept = 2;

/** The worker's functions, with what it keeps between calls. */
export function makeCompute(): ComputeApi {
  const features = new FeatureStore();
  const forests = new Map<number, Forest>();
  const thresholds = new ThresholdPlane();
  let forestCount = 0;
  const display = ({ window, ranges }: RangedWindow) => toDisplayUnits(window, ranges);
  return {
    superpixels: (input) => superpixelBlock(display(input), input.around, input.box, input.image, input.options),
    refineMask: (input) => refineMask(display(input), input.mask, input.probability, input.rule),
    refinePrediction: refineBlock,
    keepBrightness: (input) => thresholds.keep(input),
    threshold: (input) => thresholds.threshold(input),
    forgetBrightness: () => thresholds.forget(),
    keepFeatures: (input) => features.keep(input.key, featuresOf(display(input), input)),
    trainClassifier({ parts, classCount, seed }) {
      const missing = parts.filter(({ key }) => !features.get(key)).map(({ key }) => key);
      if (missing.length > 0) return { missing };
      const labelled = parts.map(({ key, classes }) => labelledPart(features.get(key)!, classes));
      forests.set(++forestCount, trainForest(samplePixels(labelled, { classCount, seed })));
      forests.delete(forestCount - forestsKept);
      return { forest: forestCount };
    },
    classify({ key, forest }) {
      const trees = forests.get(forest);
      const window = features.get(key);
      if (!trees || !window) return { missing: window ? [] : [key] };
      return classifyPixels(trees, window);
    },
  };
}
