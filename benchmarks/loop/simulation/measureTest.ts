import { ClassConfusion } from '../../../src-main/core/metrics/ClassConfusion.ts';
import { SegmentationMeter } from '../../../src-main/core/metrics/SegmentationMeter.ts';
import { mostProbableClasses } from '../../../src-main/core/predictions/mostProbableClasses.ts';
import { Ensemble } from '../../../src-main/engine/ensemble/Ensemble.ts';
import { predictWhole } from '../../../src-main/engine/predict/predictWhole.ts';
import type { LoopPoint } from '../figures/LoopRun.ts';
import type { LoopImage, LoopSet } from '../sets/LoopSet.ts';

export type TestFigures = Pick<LoopPoint, 'dice' | 'meanIou' | 'ece' | 'learnedLossCorrelation'>;

/** Measures a model on images that no expert is asked about. */
export async function measureTest(modelFolder: string, images: readonly LoopImage[], { classNames, scoredClasses }: LoopSet): Promise<TestFigures> {
  const ensemble = await Ensemble.load(modelFolder, null);
  try {
    const meter = new SegmentationMeter(classNames.length);
    const confusion = new ClassConfusion(classNames.length);
    for (const { labels, ...image } of images) {
      const { probabilities, learnedLoss } = await predictWhole(ensemble, image, { signal: new AbortController().signal, tileShare: 1 });
      const prediction = mostProbableClasses(probabilities, classNames.length);
      meter.add({ width: image.width, height: image.height, probabilities, prediction, truth: labels, learnedLoss });
      confusion.add(prediction, labels);
    }
    const { dicePerClass, ece, learnedLossCorrelation } = meter.figures();
    return { dice: meanDice(dicePerClass, scoredClasses), meanIou: confusion.meanIntersectionOverUnion(), ece, learnedLossCorrelation };
  } finally {
    await ensemble.dispose();
  }
}

/** Mean over the scored classes that some test image has. @param dicePerClass mean over the images that have the class, null where none has */
export function meanDice(dicePerClass: readonly (number | null)[], scoredClasses: readonly number[]): number {
  const values = scoredClasses.map((index) => dicePerClass[index] ?? null).filter((value) => value !== null);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
