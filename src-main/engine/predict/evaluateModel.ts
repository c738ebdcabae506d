import { say } from '../../core/messages/Message.ts';
import { SegmentationMeter } from '../../core/metrics/SegmentationMeter.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import { tfjsRunners } from '../ensemble/MemberRunners.ts';
import type { MemberRunners } from '../ensemble/MemberRunners.ts';
import type { EvaluateRequest, Evaluation, LabelledEngineImage, TileShare } from '../engineApi.ts';
import { paceOf, remainingMs } from '../jobs/JobContext.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import { checkLabels } from '../train/trainingData.ts';
import { LossMap } from './lossMap.ts';
import { mostProbableClasses, ObjectsMeasure } from './measureObjects.ts';
import { PredictableImage } from './PredictableImage.ts';
import type { CoreOutcome } from './predictCore.ts';
import { predictWindows } from './predictWindows.ts';

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
    for (const [index, image] of images.entries()) {
      if (image.labels.some((label) => label !== unlabelled)) await measureImage(ensemble, image, { meter, objects }, { signal: context.signal, tileShare });
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
    return { figures: { ...meter.figures(), ...(separated && { objects: separated }) }, reliability: meter.reliability() };
  } finally {
    await ensemble.dispose();
  }
}

async function measureImage(
  ensemble: Ensemble,
  image: LabelledEngineImage,
  { meter, objects }: { readonly meter: SegmentationMeter; readonly objects: ObjectsMeasure },
  run: { readonly signal: AbortSignal; readonly tileShare: TileShare },
): Promise<void> {
  const { width, height, labels } = image;
  const classes = ensemble.file.classes.length;
  const probabilities = new Float32Array(width * height * classes);
  const lossMap = new LossMap(width, height);
  const distances = ensemble.hasDistances ? new Float32Array(width * height) : null;
  const visit = async (outcome: CoreOutcome): Promise<void> => {
    const { core } = outcome.window;
    for (let row = 0; row < core.height; row++) {
      const from = row * core.width * classes;
      const to = ((core.y + row) * width + core.x) * classes;
      probabilities.set(outcome.probabilities.subarray(from, from + core.width * classes), to);
      if (distances && outcome.distances) distances.set(outcome.distances.subarray(row * core.width, (row + 1) * core.width), (core.y + row) * width + core.x);
    }
    lossMap.place(outcome.window, outcome.learnedLoss);
  };
  const source = await PredictableImage.open(image, ensemble.file.normalisation);
  try {
    await predictWindows(ensemble, source, { width, height, ...run, visit });
  } finally {
    await source.close();
  }
  objects.add(image, { prediction: mostProbableClasses(probabilities, classes), distances });
  meter.add({ width, height, probabilities, truth: labels, learnedLoss: lossMap.pixels(0, height, width) });
}
