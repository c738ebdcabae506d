import { SfumatoError } from '../../core/SfumatoError.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { diffLabelMaps } from '../../core/labels/maskDiff.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import type { ImageRecord, RegionDecision, RegionRecord } from '../../core/records.ts';
import { applyEvent } from '../annotations/corrections.ts';
import { meanEntropyOver } from '../predictions/meanEntropyOver.ts';
import { readPrediction } from '../predictions/readPrediction.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';

/** Decisions after which what the expert has looked at counts as labelled. */
const confirming: ReadonlySet<RegionDecision> = new Set(['accepted', 'corrected']);

/**
 * Records the expert's word on a region. `accepted` and `corrected` label its still unlabelled pixels as predicted, in
 * the same event: taking the event back opens the region again.
 * @throws SfumatoError `notFound`, `conflict` when its model's maps are gone
 */
export async function settleRegion(
  session: ProjectSession,
  services: Services,
  { regionId, decision }: { readonly regionId: string; readonly decision: RegionDecision },
): Promise<{ readonly sequence: number; readonly at: string; readonly region: RegionRecord }> {
  const { store } = session;
  const region = store.regions.get(regionId);
  const image = store.images.get(region.imageId);
  const diff = confirming.has(decision) ? await confirmation(session, image, region) : null;
  const doubt = diff && (await meanEntropyOver(session, image, diff));
  const { sequence, at } = applyEvent(session, services, image, {
    kind: 'review',
    tool: diff ? 'accept' : null,
    classIndex: diff ? region.proposedClass : null,
    modelId: region.modelId,
    meanUncertainty: doubt?.mean ?? region.means.predictiveEntropy,
    regionId,
    decision,
    targetSequence: null,
    diff,
  });
  return { sequence, at, region: store.regions.get(regionId) };
}

/** The change that labels the region's unlabelled pixels as its model predicts them. */
async function confirmation(session: ProjectSession, image: ImageRecord, region: RegionRecord): Promise<MaskDiff> {
  const { store } = session;
  const stored = store.predictions.find(region.modelId, image.id);
  if (!stored) {
    throw new SfumatoError('conflict', `region on ${image.name}: the maps of its model are gone; the queue has newer regions`);
  }
  const { prediction } = await readPrediction(store, image, stored);
  const mask = store.regions.mask(region.id);
  const before = { width: image.width, height: image.height, data: store.labels.map(image.id, image) };
  const after = { ...before, data: Uint8Array.from(before.data) };
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] !== 1) continue;
    const index = (region.box.y + Math.floor(at / region.box.width)) * image.width + region.box.x + (at % region.box.width);
    if (after.data[index] === unlabelled) after.data[index] = prediction[index]!;
  }
  return diffLabelMaps(before, after);
}
