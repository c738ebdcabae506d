import { ClassConfusion } from '../../src-main/core/metrics/ClassConfusion.ts';
import { denseCrf, usualCrf } from '../../src-main/core/vision/crf/denseCrf.ts';
import type { CrfOptions } from '../../src-main/core/vision/crf/denseCrf.ts';
import type { DisplayWindow } from '../../src-main/core/vision/SampleWindow.ts';
import { mostProbableClasses } from '../../src-main/core/predictions/mostProbableClasses.ts';

/** From the program's usual settings down to a touch: thin structures bear less than blobs. */
export const crfCandidates: readonly CrfOptions[] = [
  usualCrf,
  { ...usualCrf, appearanceWeight: 3, appearanceReachPx: 12, appearanceTolerance: 12, smoothnessWeight: 1 },
  { ...usualCrf, appearanceWeight: 1.5, appearanceReachPx: 8, appearanceTolerance: 8, smoothnessWeight: 0.5 },
  { ...usualCrf, appearanceWeight: 0.5, appearanceReachPx: 4, appearanceTolerance: 8, smoothnessWeight: 0.25, iterations: 2 },
];

/** An image of the train split as the CRF is tried on it. */
export interface CrfTrial {
  readonly window: DisplayWindow;
  /** [pixels, classes] */
  readonly probabilities: Float32Array;
  readonly labels: Uint8Array;
}

/**
 * The candidate with the best mIoU on a few images of the train split, as the authors of DeepLab chose theirs on a few held-back
 * ones (Chen et al. 2016, arXiv:1606.00915, section 4).
 */
export function chooseCrf(trials: readonly CrfTrial[], classCount: number): CrfOptions {
  const scored = crfCandidates.map((options) => {
    const confusion = new ClassConfusion(classCount);
    for (const { window, probabilities, labels } of trials) confusion.add(mostProbableClasses(denseCrf(window, probabilities, options), classCount), labels);
    return { options, score: confusion.meanIntersectionOverUnion() };
  });
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).options;
}
