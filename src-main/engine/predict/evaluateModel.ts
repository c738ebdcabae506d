import { CertaintyMeter } from '../../core/calibration/CertaintyMeter.ts';
import type { ImageOverlap } from '../../core/comparison/ImageOverlap.ts';
import { overlapOf } from '../../core/comparison/overlapOf.ts';
import { say } from '../../core/messages/Message.ts';
import { ImageLossRanking } from '../../core/metrics/ImageLossRanking.ts';
import { SegmentationMeter } from '../../core/metrics/SegmentationMeter.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { mostProbableClasses } from '../../core/predictions/mostProbableClasses.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import { tfjsRunners } from '../ensemble/MemberRunners.ts';
import type { MemberRunners } from '../ensemble/MemberRunners.ts';
import type { EvaluatedImage, EvaluateRequest, Evaluation, TileShare } from '../engineApi.ts';
import { paceOf, remainingMs } from '../jobs/JobContext.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import { checkLabels } from '../train/trainingData.ts';
import { ObjectsMeasure } from './measureObjects.ts';
import { predictWhole } from './predictWhole.ts';

/**
 * Measures an ensemble, or one of its members, on labelled images.
 * @param runners what computes the members
 * @throws SfumatoError `noLabels` when no image has a labelled pixel; `cancelled`, `notFound`, `corrupt`, `classOutOfRange` …
 */
export async function evaluateModel(
  { images, modelFolder, member, tileShare = 1 }: EvaluateRequest,
  context: JobContext,
  runners: MemberRunners = tfjsRunners,
): Promise<Evaluation> {
  const startedAt = context.now();
  const ensemble = await Ensemble.load(modelFolder, member, runners);
  try {
    const classCount = ensemble.file.classes.length;
    for (const image of images) checkLabels(image, classCount);
    const meter = new SegmentationMeter(classCount);
    const objects = new ObjectsMeasure();
    const ranking = new ImageLossRanking();
    const certainty = new CertaintyMeter(classCount);
    const overlaps: ImageOverlap[] = [];
    for (const [index, image] of images.entries()) {
      if (image.labels.some((label) => label !== unlabelled)) overlaps.push(await measureImage(ensemble, image, { meter, objects, ranking, certainty }, { signal: context.signal, tileShare }));
      const fraction = (index + 1) / images.length;
      const elapsedMs = context.now() - startedAt;
      context.report({
        message: say('measuredSome', { done: index + 1, count: images.length }),
        fraction,
        elapsedMs,
        remainingMs: remainingMs(elapsedMs, fraction),
        rate: paceOf(index + 1, elapsedMs, 'images'),
        loss: null,
        dice: null,
      });
    }
    const separated = objects.figures();
    return { figures: { ...meter.figures(), imageLossCorrelation: ranking.correlation(), ...(separated && { objects: separated }) }, reliability: meter.reliability(), certainty: certainty.figures(), images: overlaps };
  } finally {
    await ensemble.dispose();
  }
}

interface Measures {
  readonly meter: SegmentationMeter;
  readonly objects: ObjectsMeasure;
  readonly ranking: ImageLossRanking;
  readonly certainty: CertaintyMeter;
}

async function measureImage(
  ensemble: Ensemble,
  image: EvaluatedImage,
  { meter, objects, ranking, certainty }: Measures,
  run: { readonly signal: AbortSignal; readonly tileShare: TileShare },
): Promise<ImageOverlap> {
  const { width, height, labels, imageId, groups = null } = image;
  const { probabilities, distances, learnedLoss, imageLoss } = await predictWhole(ensemble, image, run);
  const classCount = ensemble.file.classes.length;
  const prediction = mostProbableClasses(probabilities, classCount);
  objects.add(image, { prediction, distances });
  ranking.add({ probabilities, truth: labels, imageLoss });
  certainty.add(probabilities, labels);
  meter.add({ width, height, probabilities, prediction, truth: labels, learnedLoss });
  return overlapOf({ imageId, prediction, labels, classCount, groups });
}
