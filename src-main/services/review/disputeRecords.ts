import { randomUUID } from 'node:crypto';
import type { ImageRecord } from '../../core/records.ts';
import { contradictedPixels } from '../../core/review/disputes/contradictions.ts';
import type { LabelWords } from '../../core/review/disputes/LabelWords.ts';
import type { FoundRegion } from '../../core/review/FoundRegion.ts';
import { forEachInside } from '../../core/review/growRegion.ts';
import type { RegionMask } from '../../core/review/growRegion.ts';
import type { DisputeArm } from '../../core/review/RegionArm.ts';
import { isDispute } from '../../core/review/uncovered.ts';
import type { NewRegion } from '../../store/RegionRows.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { imageWords } from './imageWords.ts';

export interface DisputedPixels {
  readonly words: LabelWords;
  /** [pixels], 1 where a dispute was put off or flagged: what is asked already is not asked twice. */
  readonly asked: Uint8Array;
  /** [pixels], 1 where two people have said different things that are not asked yet. */
  readonly contradicted: Uint8Array;
}

/** @param modelId whose regions say what is asked already; null: those about labels alone */
export function disputedPixels(store: ProjectStore, image: ImageRecord, { labels, modelId }: { readonly labels: Uint8Array; readonly modelId: string | null }): DisputedPixels {
  const words = imageWords(store, image);
  const asked = pixelsOf(store.regions.spokenOf(image.id, modelId).filter(({ arm, state }) => isDispute(arm) && state !== 'accepted' && state !== 'corrected'), image);
  return { words, asked, contradicted: contradictedPixels(labels, words).map((isContradicted, pixel) => (asked[pixel] === 1 ? 0 : isContradicted)) };
}

/** Makes rows of disputes; one that stands open already and is the same keeps its id. */
export function disputeRecorder(
  store: ProjectStore,
  image: ImageRecord,
  { modelId, describe }: { readonly modelId: string | null; readonly describe: (region: RegionMask) => FoundRegion },
): (arm: DisputeArm) => (region: RegionMask) => NewRegion {
  const known = new Map(store.regions.openDisputes(modelId, image.id).map((region) => [keyOf(region.arm, region.mask), region.id]));
  return (arm) => (region) => ({
    ...describe(region),
    id: known.get(keyOf(arm, region)) ?? randomUUID(),
    imageId: image.id,
    modelId,
    arm,
    strategy: null,
    state: 'open',
  });
}

function pixelsOf(regions: readonly { readonly mask: RegionMask }[], image: ImageRecord): Uint8Array {
  const pixels = new Uint8Array(image.width * image.height);
  for (const { mask } of regions) forEachInside(mask, image.width, (pixel) => (pixels[pixel] = 1));
  return pixels;
}

function keyOf(arm: string, { box, mask }: RegionMask): string {
  return `${arm} ${box.x} ${box.y} ${box.width} ${box.height} ${Buffer.from(mask.buffer, mask.byteOffset, mask.byteLength).toString('base64')}`;
}
