import type { HeatMapKind } from '../../core/heatMaps.ts';
import type { ImageRecord, ImageState, RegionRecord } from '../../core/records.ts';
import type { ImageDecision } from '../../store/ImageRows.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { knownDice } from './knownDice.ts';

/** A row of the data table. */
export interface ImageRow {
  readonly imageId: string;
  readonly state: ImageState;
  readonly labelledFraction: number;
  readonly openRegions: number;
  readonly settledRegions: number;
  readonly dice: number | null;
  readonly means: Readonly<Record<HeatMapKind, number>> | null;
  readonly who: string | null;
  readonly at: string | null;
}

/** What there is to say of every image, in the order of their names. */
export async function imageTable(session: ProjectSession): Promise<ImageRow[]> {
  const { store } = session;
  const model = store.models.inUse();
  const predictions = new Map(model ? store.predictions.list(model.id).map((each) => [each.imageId, each]) : []);
  const regions = Map.groupBy(model ? store.regions.ofModel(model.id) : [], ({ imageId }) => imageId);
  const latest = store.journal.latestOfImages();
  const decisions = store.images.decisions();
  const rows: ImageRow[] = [];
  for (const image of store.images.list()) {
    const prediction = predictions.get(image.id) ?? null;
    const own = regions.get(image.id) ?? [];
    const open = own.filter(({ state }) => state === 'open').length;
    rows.push({
      imageId: image.id,
      state: stateOf(image, own, decisions.get(image.id) ?? null),
      labelledFraction: image.labelledFraction,
      openRegions: open,
      settledRegions: own.length - open,
      dice: prediction && (await knownDice(session, image, prediction)),
      means: prediction && prediction.means,
      who: latest.get(image.id)?.who ?? null,
      at: latest.get(image.id)?.at ?? null,
    });
  }
  return rows;
}

/**
 * The expert's word on the whole image goes first; then a flagged region speaks for it. An image is reviewed once all its
 * regions are settled, or every pixel carries a label.
 */
export function stateOf(image: Pick<ImageRecord, 'labelledFraction'>, regions: readonly Pick<RegionRecord, 'state'>[], decision: ImageDecision | null): ImageState {
  if (decision === 'flagged' || regions.some(({ state }) => state === 'flagged')) return 'flagged';
  if (decision === 'accepted' || image.labelledFraction === 1) return 'reviewed';
  const settled = regions.filter(({ state }) => state === 'accepted' || state === 'corrected').length;
  if (regions.length > 0 && settled === regions.length) return 'reviewed';
  return image.labelledFraction > 0 || regions.some(({ state }) => state !== 'open') ? 'inProgress' : 'new';
}
