import { calibrate } from '../../core/calibration/calibrate.ts';
import type { ImageLogits } from '../../core/calibration/calibrate.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { measureDistribution } from '../distribution/measureDistribution.ts';
import { changeModelFile } from '../ensemble/changeModelFile.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import { runnersAt, tfjsRunners } from '../ensemble/MemberRunners.ts';
import type { MemberRunners } from '../ensemble/MemberRunners.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import type { CalibrateOutcome, CalibrateRequest, LabelledEngineImage } from '../engineApi.ts';
import { imageReports } from '../jobs/imageReports.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import { checkLabels } from '../train/trainingData.ts';
import { memberLogitsOf } from './memberLogitsOf.ts';

/** Pixels drawn from all images together: they fix a temperature to a percent, for its error falls with their root. */
const mostPixels = 2 ** 16;
/** Logits held of them, 32 MB: many members of many classes are fitted on fewer pixels. */
const mostLogits = 2 ** 23;

/**
 * Fits a model's temperature, or one for each class, on held-back images and learns from its training images which others are unlike them; both
 * are then in its file. The same request again changes nothing.
 * @param runners what computes the members
 * @throws SfumatoError `invalidInput` for a model that came as a graph; `cancelled`, `notFound`, `corrupt`, `classOutOfRange` …
 */
export async function calibrateModel(request: CalibrateRequest, context: JobContext, runners: MemberRunners = tfjsRunners): Promise<CalibrateOutcome> {
  const model = await readModelFolder(request.modelFolder);
  const choice = request.temperatureChoice ?? model.file.temperatureChoice ?? 'automatic';
  const labelled = request.images.filter(({ labels }) => labels.some((label) => label !== unlabelled));
  const logits = labelled.length === 0 ? [] : await gatherLogits(labelled, request, context, runners);
  const fitted = logits.length === 0 ? null : calibrate(logits, choice);
  const measured = await measureDistribution(model, { trainedOn: request.trainedOn, others: request.images }, context.signal);
  if (context.signal.aborted) throw new SfumatoError('cancelled', say('jobCancelled'));
  await changeModelFile(request.modelFolder, {
    ...(request.temperatureChoice && { temperatureChoice: request.temperatureChoice }),
    ...(fitted && {
      temperature: fitted.temperature,
      calibration: { ...fitted, labelsKey: request.labelsKey, at: context.date().toISOString() },
    }),
    ...(measured && { features: measured.features, distribution: measured.summary }),
  });
  return { calibration: fitted, distribution: measured?.summary ?? null };
}

async function gatherLogits(
  images: readonly LabelledEngineImage[],
  { modelFolder, tileShare = 1 }: CalibrateRequest,
  context: JobContext,
  runners: MemberRunners,
): Promise<ImageLogits[]> {
  const report = imageReports('calibratedSome', images.length, context);
  const ensemble = await Ensemble.load(modelFolder, null, runnersAt(1, runners));
  try {
    const classCount = ensemble.file.classes.length;
    const pixels = Math.min(mostPixels, Math.floor(mostLogits / (ensemble.members.length * classCount)));
    const count = Math.max(1, Math.floor(pixels / images.length));
    const gathered: ImageLogits[] = [];
    for (const [place, image] of images.entries()) {
      checkLabels(image, classCount);
      const logits = await memberLogitsOf(ensemble, image, { count, place, signal: context.signal, tileShare });
      gathered.push({ ...logits, imageId: image.imageId, stackId: image.stackId });
      report(gathered.length);
    }
    return gathered;
  } finally {
    await ensemble.dispose();
  }
}
