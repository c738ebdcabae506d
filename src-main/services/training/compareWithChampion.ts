import { batchEnds, compareBatches } from '../../core/comparison/compareBatches.ts';
import { compareModels } from '../../core/comparison/compareModels.ts';
import type { ImageOverlap } from '../../core/comparison/ImageOverlap.ts';
import type { BatchChange, ModelComparison } from '../../core/comparison/ModelComparison.ts';
import { labelBatches } from '../../core/labels/labelBatches.ts';
import type { ModelRecord } from '../../core/records.ts';
import type { EvaluatedImage, LabelledEngineImage } from '../../engine/engineApi.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import type { Services } from '../Services.ts';

/** Batches of corrections told apart. */
const mostBatches = 6;
/** Images on which older corrections are looked at again: enough to see a loss, few enough to be quick. */
const mostBatchImages = 12;

/** What of both models is known already: what each got of the images kept for measuring, in the same order. */
export interface MeasuredPair {
  readonly champion: ModelRecord;
  readonly before: readonly ImageOverlap[];
  readonly after: readonly ImageOverlap[];
  readonly heldBackImages: number;
  /** The journal's last event when their labels were read. */
  readonly labelSequence: number;
}

export interface Challenger {
  readonly modelId: string;
  /** Last event that it learned from. */
  readonly labelSequence: number;
  /** What it was trained on, with the labels of then. */
  readonly trainedOn: readonly LabelledEngineImage[];
}

/** Compares a new model with the champion: image by image where neither learned, and on what was corrected before, batch by batch. */
export async function compareWithChampion(store: ProjectStore, services: Services, challenger: Challenger, pair: MeasuredPair, signal: AbortSignal): Promise<ModelComparison> {
  const { champion, before, after, heldBackImages, labelSequence } = pair;
  const margin = store.reviewSettings().promotionMargin;
  const batches = await batchesUnderBoth(store, services, challenger, champion, signal);
  return { championId: champion.id, labelSequence, margin, heldBackImages, batches, ...compareModels(before, after, margin) };
}

async function batchesUnderBoth(store: ProjectStore, services: Services, challenger: Challenger, champion: ModelRecord, signal: AbortSignal): Promise<BatchChange[]> {
  const known = champion.learned?.labelSequence ?? 0;
  const ends = batchEnds([...store.models.list().map(({ learned }) => learned?.labelSequence ?? 0), challenger.labelSequence].filter((end) => end <= challenger.labelSequence), mostBatches);
  const images = grouped(store, challenger, ends);
  if (images.length === 0) return [];
  const overlaps = async (modelId: string): Promise<readonly ImageOverlap[]> =>
    (await services.engine.evaluate({ images, modelFolder: store.paths.model(modelId), member: null }, { signal })).images;
  return compareBatches(await overlaps(champion.id), await overlaps(challenger.modelId), ends, known);
}

/** Of every batch as many images as of the others, so far as there are any: newest batch first. */
function grouped(store: ProjectStore, { labelSequence, trainedOn }: Challenger, ends: readonly number[]): EvaluatedImage[] {
  const waiting = ends.map((end, at) => trainedOn.filter(({ imageId }) => store.journal.countBetween(imageId, ends[at - 1] ?? 0, end) > 0)).reverse();
  const chosen = new Map<string, LabelledEngineImage>();
  const rounds = Math.max(0, ...waiting.map(({ length }) => length));
  for (let round = 0; round < rounds; round++) {
    for (const images of waiting) {
      const image = images[round];
      if (image && chosen.size < mostBatchImages) chosen.set(image.imageId, image);
    }
  }
  return [...chosen.values()].map(({ imageId, objects: _numbers, ...image }) => ({
    ...image,
    imageId,
    groups: labelBatches(image, store.journal.classChanges(imageId, labelSequence), ends),
  }));
}
