import { unlabelled } from '../../core/labels/labelMap.ts';
import { diffOfBox } from '../../core/labels/LabelChange.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import type { ImageRecord, RegionRecord } from '../../core/records.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { imageWords } from './imageWords.ts';
import { predictionIn } from './predictionIn.ts';

/** `asPredicted`: what the model holds the region for. `asBefore`: what was said of each pixel before the latest word on it. */
export type Relabelling = 'asPredicted' | 'asBefore';

/**
 * The change that gives a region's pixels other labels than they have. What changes its class leaves its object.
 * @throws SfumatoError `conflict` when its model's maps are gone
 */
export async function relabelledRegion(
  session: ProjectSession,
  image: ImageRecord,
  region: RegionRecord,
  relabel: Relabelling,
): Promise<{ readonly diff: MaskDiff; readonly objects: MaskDiff | null }> {
  const { store } = session;
  const { box } = region;
  const mask = store.regions.mask(region.id);
  const labels = store.labels.part(image.id, image, box);
  const wanted = relabel === 'asPredicted' ? await predictionIn(session, image, region) : saidBefore(session, image, region);
  const after = labels.map((label, at) => (mask[at] === 1 && wanted[at] !== unlabelled ? wanted[at]! : label));
  const numbers = store.objects.part(image.id, image, box);
  const objects = diffOfBox(image, box, numbers, numbers.map((number, at) => (after[at] === labels[at] ? number : 0)));
  return { diff: diffOfBox(image, box, labels, after), objects: objects.runs.length > 0 ? objects : null };
}

/** @returns a byte a pixel of the box, 255 where nobody had said anything before */
function saidBefore({ store }: ProjectSession, image: ImageRecord, { box }: RegionRecord): Uint8Array {
  const words = imageWords(store, image);
  return Uint8Array.from({ length: box.width * box.height }, (_none, at) => {
    const pixel = (box.y + Math.floor(at / box.width)) * image.width + box.x + (at % box.width);
    return words.earlier(pixel)?.classIndex ?? unlabelled;
  });
}
