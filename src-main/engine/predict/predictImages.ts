import { DistributionChecker } from '../distribution/DistributionChecker.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import { tfjsRunners } from '../ensemble/MemberRunners.ts';
import type { MemberRunners } from '../ensemble/MemberRunners.ts';
import type { PredictOutcome, PredictRequest } from '../engineApi.ts';
import { imageReports } from '../jobs/imageReports.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import { writePrediction } from './writePrediction.ts';

/**
 * Predicts images one after another.
 * @param predicted told of each image as soon as its file is written
 * @param runners what computes the members
 * @throws SfumatoError `cancelled`, files written so far kept; `notFound`, `corrupt`, `diskFull` …
 */
export async function predictImages(
  { images, modelFolder, outputFolder, tileShare = 1 }: PredictRequest,
  context: JobContext,
  predicted: (outcome: PredictOutcome) => void,
  runners: MemberRunners = tfjsRunners,
): Promise<PredictOutcome[]> {
  const report = imageReports('predictedSome', images.length, context);
  const ensemble = await Ensemble.load(modelFolder, null, runners);
  let checker: DistributionChecker | null = null;
  try {
    checker = await DistributionChecker.load(modelFolder);
    const outcomes: PredictOutcome[] = [];
    for (const image of images) {
      const distribution = await checker?.check(image, context.signal);
      const maps = await writePrediction(ensemble, image, { outputFolder, tileShare, signal: context.signal });
      const outcome = { ...maps, ...(distribution && { distribution }) };
      outcomes.push(outcome);
      predicted(outcome);
      report(outcomes.length);
    }
    return outcomes;
  } finally {
    checker?.dispose();
    await ensemble.dispose();
  }
}
