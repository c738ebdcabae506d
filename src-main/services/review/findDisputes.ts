import { unlabelled } from '../../core/labels/labelMap.ts';
import type { ImageRecord } from '../../core/records.ts';
import { contradictedRegions } from '../../core/review/disputes/contradictions.ts';
import { disagreementRegions } from '../../core/review/disputes/disagreements.ts';
import type { LabelWords } from '../../core/review/disputes/LabelWords.ts';
import type { PredictedImage } from '../../core/review/PredictedImage.ts';
import { RegionDescriber } from '../../core/review/RegionDescriber.ts';
import type { StoredPrediction } from '../../store/PredictionRows.ts';
import type { NewRegion } from '../../store/RegionRows.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { readPlane } from '../predictions/readPrediction.ts';
import { disputedPixels, disputeRecorder } from './disputeRecords.ts';

/**
 * What of an image's labels is in dispute: where a newer model disagrees strongly with what an expert has confirmed, and where two
 * people have said different things. Regions that stand open already and are the same keep their ids.
 */
export async function findDisputes(store: ProjectStore, image: ImageRecord, { predicted, prediction }: { readonly predicted: PredictedImage; readonly prediction: StoredPrediction }): Promise<NewRegion[]> {
  const { labels } = predicted;
  if (!labels.some((label) => label !== unlabelled)) return [];
  const { modelId } = prediction;
  const { words, asked, contradicted } = disputedPixels(store, image, { labels, modelId });
  const probabilityOfLabel = await readProbabilityOfLabel(store, image, prediction, labels);
  const madeAt = store.models.get(modelId).createdAt;
  const disagreements = probabilityOfLabel
    ? disagreementRegions({ ...predicted, probabilityOfLabel, isOpenToDoubt: (pixel) => asked[pixel] === 0 && contradicted[pixel] === 0 && isOlderWord(words, pixel, madeAt) })
    : [];
  const error = probabilityOfLabel ? probabilityOfLabel.map((probability) => 1 - probability) : new Float32Array(labels.length);
  const describer = new RegionDescriber(predicted, error);
  const record = disputeRecorder(store, image, { modelId, describe: (region) => describer.describe(region, error) });
  return [...contradictedRegions(contradicted, image).map(record('contradiction')), ...disagreements.map(record('disagreement'))];
}

/** A person's word, said before the model was made and not settled in a dispute since. */
function isOlderWord(words: LabelWords, pixel: number, madeAt: string): boolean {
  const latest = words.latest(pixel)?.word;
  return latest !== undefined && latest.who !== null && latest.settles === null && latest.at <= madeAt;
}

/** @returns [pixels], 0 … 1, 1 where nothing is labelled; null for maps of earlier versions, which have no planes of classes */
async function readProbabilityOfLabel(store: ProjectStore, image: ImageRecord, prediction: StoredPrediction, labels: Uint8Array): Promise<Float32Array | null> {
  const result = new Float32Array(labels.length).fill(1);
  const classes = new Set(labels);
  classes.delete(unlabelled);
  for (const classIndex of classes) {
    // A class that the model does not know yet is nothing it could disagree with.
    if (prediction.classCount !== null && classIndex >= prediction.classCount) continue;
    const plane = await readPlane(store, image, prediction, `probability-${classIndex}`);
    if (!plane) return null;
    for (let pixel = 0; pixel < labels.length; pixel++) if (labels[pixel] === classIndex) result[pixel] = plane[pixel]! / 255;
  }
  return result;
}
