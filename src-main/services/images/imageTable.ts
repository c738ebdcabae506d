import type { HeatMapKind } from '../../core/heatMaps.ts';
import type { ImageRecord, ImageState, RegionRecord } from '../../core/records.ts';
import type { ImageDecision } from '../../store/ImageRows.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

/** A row of the data table. */
export interface ImageRow {
  readonly imageId: string;
  readonly state: ImageState;
  readonly labelledFraction: number;
  readonly openRegions: number;
  readonly settledRegions: number;
  readonly dice: number | null;
  readonly isDiceComing: boolean;
  readonly means: Readonly<Record<HeatMapKind, number>> | null;
  readonly who: string | null;
  readonly at: string | null;
}

/** A project of some hundred images has all its figures by then; a larger one is shown without the others. */
const mostWaitMs = 150;

/** What there is to say of every image, in the order of their names. */
export async function imageTable(session: ProjectSession): Promise<ImageRow[]> {
  const rows = readRows(session);
  if (!rows.some(({ isDiceComing }) => isDiceComing)) return rows;
  await session.dice.measured(mostWaitMs);
  return readRows(session);
}

function readRows({ dice, store }: ProjectSession): ImageRow[] {
  const model = store.models.inUse();
  const predictions = new Map(model ? store.predictions.list(model.id).map((each) => [each.imageId, each]) : []);
  // Those at random and among confident places stand in reserve, and are asked here or there.
  const counted = (model ? store.regions.standing(model.id) : []).filter(({ arm, state }) => state !== 'open' || (arm !== 'random' && arm !== 'audit'));
  const regions = Map.groupBy(counted, ({ imageId }) => imageId);
  const latest = store.journal.latestOfImages();
  const decisions = store.images.decisions();
  return store.images.list().map((image) => {
    const prediction = predictions.get(image.id) ?? null;
    const own = regions.get(image.id) ?? [];
    const open = own.filter(({ state }) => state === 'open').length;
    const figure = prediction ? dice.figure(image, prediction) : null;
    return {
      imageId: image.id,
      state: stateOf(image, own, decisions.get(image.id) ?? null),
      labelledFraction: image.labelledFraction,
      openRegions: open,
      settledRegions: own.length - open,
      dice: figure ?? null,
      isDiceComing: figure === undefined,
      means: prediction && prediction.means,
      who: latest.get(image.id)?.who ?? null,
      at: latest.get(image.id)?.at ?? null,
    };
  });
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
