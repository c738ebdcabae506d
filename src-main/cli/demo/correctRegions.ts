import type { App } from '../../application.ts';
import type { LabelMap } from '../../core/labels/labelMap.ts';
import { changedPixelCount, encodeMaskDiff } from '../../core/labels/maskDiff.ts';
import type { ImageRecord, RegionRecord } from '../../core/records.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ContractClient } from '../../hosts/inProcess/inProcessClient.ts';
import { readLabels, readPredicted, readRegionMask } from './readMaps.ts';
import { settledLabels, simulateStrokes } from './simulatedExpert.ts';

export interface CorrectionWork {
  readonly app: App;
  readonly client: ContractClient;
  readonly images: readonly ImageRecord[];
  readonly regions: readonly RegionRecord[];
  /** True labels by the image's name. */
  readonly truths: ReadonlyMap<string, LabelMap>;
}

export interface CorrectionOutcome {
  readonly regionsCorrected: number;
  readonly regionsAccepted: number;
  readonly pixelsCorrected: number;
  /** Names of the images that were worked on. */
  readonly touchedImages: readonly string[];
}

/** Goes through the regions as an expert would: paints what is wrong, each stroke saved by itself, and settles the region. */
export async function correctRegions(work: CorrectionWork): Promise<CorrectionOutcome> {
  const maps = new Map<string, { labels: LabelMap; readonly predicted: LabelMap }>();
  const touched = new Set<string>();
  let regionsCorrected = 0;
  let pixelsCorrected = 0;
  for (const region of work.regions) {
    // What people contradict each other in without a model proposes nothing to correct.
    if (region.modelId === null) continue;
    const image = work.images.find(({ id }) => id === region.imageId);
    const truth = image && work.truths.get(image.name);
    if (!image || !truth) throw new SfumatoError('notFound', `image ${image?.name ?? region.imageId}: the demo ships no true labels for it`);
    const known = maps.get(image.id) ?? {
      labels: await readLabels(work.app, image),
      predicted: await readPredicted(work.app, image, region.modelId),
    };
    maps.set(image.id, known);
    const view = { box: region.box, mask: await readRegionMask(work.app, region), ...known, truth };
    const strokes = simulateStrokes(view);
    for (const { classIndex, diff } of strokes) {
      await work.client.annotations.commit({
        imageId: image.id,
        tool: 'simulatedExpert',
        classIndex,
        diff: new Blob([encodeMaskDiff(diff)]),
        regionId: region.id,
      });
      pixelsCorrected += changedPixelCount(diff);
    }
    await work.client.review.settle({ regionId: region.id, decision: strokes.length ? 'corrected' : 'accepted' });
    known.labels = settledLabels(view, strokes);
    touched.add(image.name);
    if (strokes.length) regionsCorrected++;
  }
  return {
    regionsCorrected,
    regionsAccepted: work.regions.length - regionsCorrected,
    pixelsCorrected,
    touchedImages: [...touched],
  };
}
