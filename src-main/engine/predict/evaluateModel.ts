import { CertaintyMeter } from '../../core/calibration/CertaintyMeter.ts';
import type { ImageOverlap } from '../../core/comparison/ImageOverlap.ts';
import { overlapOf } from '../../core/comparison/overlapOf.ts';
import { measuringPlan } from '../../core/calibration/measuringPlan.ts';
import { say } from '../../core/messages/Message.ts';
import { ImageLossRanking } from '../../core/metrics/ImageLossRanking.ts';
import { SegmentationMeter } from '../../core/metrics/SegmentationMeter.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { mostProbableClasses } from '../../core/predictions/mostProbableClasses.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import { runnersAt, tfjsRunners } from '../ensemble/MemberRunners.ts';
import type { MemberRunners } from '../ensemble/MemberRunners.ts';
import { readFittedTemperature } from '../ensemble/readFittedTemperature.ts';
import type { EvaluatedImage, EvaluateRequest, Evaluation, TileShare } from '../engineApi.ts';
import { imageReports } from '../jobs/imageReports.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import { checkLabels } from '../train/trainingData.ts';
import { ObjectsMeasure } from './measureObjects.ts';
import { predictWhole } from './predictWhole.ts';

/**
 * Measures an ensemble, or one of its members, on labelled images, each at a temperature that was not fitted on it where that is known.
 * @param runners what computes the members
 * @throws SfumatoError `noLabels` when no image has a labelled pixel; `cancelled`, `notFound`, `corrupt`, `classOutOfRange` …
 */
export async function evaluateModel(
  { images, modelFolder, member, tileShare = 1 }: EvaluateRequest,
  context: JobContext,
  runners: MemberRunners = tfjsRunners,
): Promise<Evaluation> {
  const report = imageReports('measuredSome', images.length, context);
  const plan = measuringPlan(await readFittedTemperature(modelFolder), images);
  let measures: Measures | null = null;
  let done = 0;
  const overlaps = new Map<string, ImageOverlap>();
  for (const { images: group, temperature, isForThreshold } of plan.groups) {
    const ensemble = await Ensemble.load(modelFolder, member, runnersAt(temperature, runners));
    try {
      const classCount = ensemble.file.classes.length;
      if (measures === null) for (const image of images) checkLabels(image, classCount);
      measures ??= emptyMeasures(classCount);
      for (const image of group) {
        const run = { signal: context.signal, tileShare, isForThreshold };
        if (image.labels.some((label) => label !== unlabelled)) overlaps.set(image.imageId, await measureImage(ensemble, image, measures, run));
        report(++done);
      }
    } finally {
      await ensemble.dispose();
    }
  }
  if (measures === null) throw new SfumatoError('noLabels', say('nothingToMeasureOn'));
  const { meter, objects, ranking, certainty } = measures;
  const separated = objects.figures();
  const worth = certainty.figures();
  return {
    figures: { ...meter.figures(), imageLossCorrelation: ranking.correlation(), temperatureOf: plan.figures, ...(separated && { objects: separated }) },
    reliability: meter.reliability(),
    certainty: { ...worth, misses: { ...worth.misses, temperatureOf: plan.threshold } },
    // Groups come in another order than the request's.
    images: images.flatMap(({ imageId }) => overlaps.get(imageId) ?? []),
  };
}

interface Measures {
  readonly meter: SegmentationMeter;
  readonly objects: ObjectsMeasure;
  readonly ranking: ImageLossRanking;
  readonly certainty: CertaintyMeter;
}

function emptyMeasures(classCount: number): Measures {
  return { meter: new SegmentationMeter(classCount), objects: new ObjectsMeasure(), ranking: new ImageLossRanking(), certainty: new CertaintyMeter(classCount) };
}

async function measureImage(
  ensemble: Ensemble,
  image: EvaluatedImage,
  { meter, objects, ranking, certainty }: Measures,
  { isForThreshold, ...run }: { readonly signal: AbortSignal; readonly tileShare: TileShare; readonly isForThreshold: boolean },
): Promise<ImageOverlap> {
  const { width, height, labels, imageId, groups = null } = image;
  const { probabilities, distances, learnedLoss, imageLoss } = await predictWhole(ensemble, image, run);
  const classCount = ensemble.file.classes.length;
  const prediction = mostProbableClasses(probabilities, classCount);
  objects.add(image, { prediction, distances });
  ranking.add({ probabilities, truth: labels, imageLoss });
  certainty.add(probabilities, labels);
  if (isForThreshold) certainty.addForThreshold(probabilities, labels);
  meter.add({ width, height, probabilities, prediction, truth: labels, learnedLoss });
  return overlapOf({ imageId, prediction, labels, classCount, groups });
}
