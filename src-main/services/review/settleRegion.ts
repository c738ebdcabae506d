import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import type { ImageRecord, RegionDecision, RegionRecord } from '../../core/records.ts';
import { applyEvent } from '../annotations/applyEvents.ts';
import { confirmedObjects } from '../predictions/confirmedObjects.ts';
import { meanEntropyOver } from '../predictions/meanEntropyOver.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { predictionIn } from './predictionIn.ts';
import { relabelledRegion } from './relabelledRegion.ts';
import type { Relabelling } from './relabelledRegion.ts';

/** Decisions after which what the expert has looked at counts as labelled. */
const confirming: ReadonlySet<RegionDecision> = new Set(['accepted', 'corrected']);

export interface Settlement {
  readonly regionId: string;
  readonly decision: RegionDecision;
  /** What the expert says with it. */
  readonly comment: string | null;
  /** What becomes of pixels that are labelled already; null: they stay as they are. */
  readonly relabel: Relabelling | null;
  /** Of changes that are taken back with it; null: none. */
  readonly gestureId: string | null;
}

/**
 * Records the expert's word on a region. `accepted` and `corrected` label its still unlabelled pixels as predicted, in
 * the same event, and number their objects where the class is one of objects: taking the event back opens the region again.
 * @throws SfumatoError `notFound`, `conflict` when its model's maps are gone
 */
export async function settleRegion(
  session: ProjectSession,
  services: Services,
  { regionId, decision, comment, relabel, gestureId }: Settlement,
): Promise<{ readonly sequence: number; readonly at: string; readonly region: RegionRecord }> {
  const { store } = session;
  const region = store.regions.get(regionId);
  if (decision === 'reopened' && region.state === 'open') {
    throw new SfumatoError('conflict', say('regionOpenAlready', { id: regionId }));
  }
  const image = store.images.get(region.imageId);
  const isConfirmed = confirming.has(decision);
  const relabelled = isConfirmed && relabel ? await relabelledRegion(session, image, region, relabel) : null;
  const diff = relabelled?.diff ?? (isConfirmed ? await confirmation(session, image, region) : null);
  const objects = relabelled ? relabelled.objects : diff && region.modelId !== null ? await confirmedObjects(session, image, { modelId: region.modelId, box: region.box, diff }) : null;
  const doubt = diff && (await meanEntropyOver(session, image, diff));
  const { sequence, at } = applyEvent(session, services, image, {
    kind: 'review',
    tool: diff ? 'accept' : null,
    classIndex: diff ? region.proposedClass : null,
    modelId: region.modelId,
    meanUncertainty: doubt?.mean ?? (region.modelId === null ? null : region.means.predictiveEntropy),
    regionId,
    decision,
    targetSequence: null,
    gestureId,
    diff,
    objects,
  }, comment);
  return { sequence, at, region: store.regions.get(regionId) };
}

/** The change that labels the region's unlabelled pixels as its model predicts them; only the region's box is read. */
export async function confirmation(session: ProjectSession, image: ImageRecord, region: RegionRecord): Promise<MaskDiff> {
  const { store } = session;
  const { box } = region;
  const mask = store.regions.mask(region.id);
  const labels = store.labels.part(image.id, image, box);
  const runs: number[] = [];
  // What is in dispute is labelled already, and a contradiction may have no maps that could be read.
  const isConfirmable = region.modelId !== null && mask.some((inside, at) => inside === 1 && labels[at] === unlabelled);
  if (!isConfirmable) return { width: image.width, height: image.height, runs: new Uint32Array(0) };
  const prediction = await predictionIn(session, image, region);
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] !== 1 || labels[at] !== unlabelled) continue;
    const index = (box.y + Math.floor(at / box.width)) * image.width + box.x + (at % box.width);
    const last = runs.length - 4;
    const goesOn = at % box.width > 0 && runs[last]! + runs[last + 1]! === index && runs[last + 3] === prediction[at];
    if (goesOn) runs[last + 1]!++;
    else runs.push(index, 1, unlabelled, prediction[at]!);
  }
  return { width: image.width, height: image.height, runs: Uint32Array.from(runs) };
}
