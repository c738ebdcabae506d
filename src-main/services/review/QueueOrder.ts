import { RandomSource } from '../../core/random/RandomSource.ts';
import { seedOf } from '../../core/random/seedOf.ts';
import type { ModelRecord } from '../../core/records.ts';
import { apartInStacks } from '../../core/review/apartInStacks.ts';
import type { EffortModel, TimedRegion } from '../../core/review/effortModel.ts';
import { learnEffort } from '../../core/review/effortModel.ts';
import type { RegionArm } from '../../core/review/RegionArm.ts';
import { regionSeconds } from '../../core/review/regionSeconds.ts';
import { strategyOf } from '../../core/review/strategies/strategies.ts';
import type { StrategyName } from '../../core/review/strategies/StrategyName.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import type { RankedRegion, StandingRegion } from '../../store/RegionRows.ts';
import { wholeJournal } from '../insights/wholeJournal.ts';
import { strategyInForce } from './strategyInForce.ts';

/** Up to so many regions the order is made anew at once; that takes some tens of milliseconds. More are put in order behind the window's back. */
const orderedAtOnce = 3000;

/** Settled regions after which the expert's pace is looked at anew. */
const settledBetween = 10;

/** Settled regions of other models that what comes next is compared with: more would say the same again. */
const mostSettled = 500;

/** Random numbers of orders, apart from those of regions. */
const stream = 7;

interface Order {
  readonly key: string;
  /** Place of each region of the strategy and of the random and audit arms, by its id. */
  readonly places: ReadonlyMap<string, number>;
  readonly settledCount: number;
  readonly effort: EffortModel;
}

/** In what order the regions of the model in use are asked, kept until there are others, or enough were settled to know the expert's pace better. */
export class QueueOrder {
  readonly #store: ProjectStore;
  readonly #tell: () => void;
  readonly #trusts: (model: ModelRecord) => boolean;
  readonly #atOnce: number;
  #order: Order | null = null;
  #waiting: NodeJS.Immediate | null = null;

  /**
   * @param tell when an order was made anew behind the window's back
   * @param trusts whether a model's learned loss may be gone by
   * @param atOnce regions up to which that is not needed
   */
  constructor(store: ProjectStore, tell: () => void, trusts: (model: ModelRecord) => boolean, atOnce = orderedAtOnce) {
    this.#store = store;
    this.#tell = tell;
    this.#trusts = trusts;
    this.#atOnce = atOnce;
  }

  /** Of the latest order: what the expert is expected to need. */
  get effort(): EffortModel {
    return this.#order?.effort ?? learnEffort([]);
  }

  /**
   * Sorts open regions. Those that came after the latest order was made stand behind the others until it is made anew.
   * @param all every region of the model, highest score first
   */
  sorted<Region extends StandingRegion>(model: ModelRecord, all: readonly StandingRegion[], open: readonly Region[]): Region[] {
    const { places } = this.#current(model, all);
    const placed = open.map((region) => ({ region, place: places.get(region.id) ?? places.size }));
    return placed.sort((a, b) => a.place - b.place).map(({ region }) => region);
  }

  close(): void {
    if (this.#waiting) clearImmediate(this.#waiting);
    this.#waiting = null;
  }

  #current(model: ModelRecord, all: readonly StandingRegion[]): Order {
    const settings = this.#store.reviewSettings();
    const isTrusted = this.#trusts(model);
    const key = `${model.id} ${settings.strategy} ${isTrusted}`;
    const settledCount = all.filter(({ state }) => state !== 'open').length;
    const known = this.#order?.key === key ? this.#order : null;
    if (known && !isStale(known, settledCount, all)) return known;
    if (!known || all.length <= this.#atOnce) return (this.#order = this.#make(model, key, isTrusted));
    this.#waiting ??= setImmediate(() => {
      this.#waiting = null;
      this.#order = this.#make(model, key, isTrusted);
      this.#tell();
    });
    return known;
  }

  #make(model: ModelRecord, key: string, trustsLearnedLoss: boolean): Order {
    const { regions } = this.#store;
    const effort = learnEffort(this.#timed());
    const settled = regions.settledFeatures(model.id, mostSettled).map((features) => ({ features }));
    const context = { effort, settled, round: roundOf(model, this.#store.models.list()) };
    const standing = regions.standing(model.id);
    const places = new Map<string, number>();
    const stacks = new Map(this.#store.images.list().map(({ id, stack }) => [id, stack]));
    const boxes = new Map(standing.map(({ id, box }) => [id, box]));
    // Slices of one stack take turns as one image.
    const grouped = (region: RankedRegion) => ({ ...region, imageId: stacks.get(region.imageId)?.id ?? region.imageId, ofImage: region.imageId });
    const inForce = strategyInForce(standing, { chosen: this.#store.reviewSettings().strategy, trustsLearnedLoss });
    for (const arm of ['chosen', 'random', 'audit'] as const) {
      const found = regions.ranked(model.id, arm).map(grouped);
      // What was found with a learned loss that has lost its trust since is worth the wrong pixels that are expected without it.
      const ranked = inForce === 'standard' && !trustsLearnedLoss ? found.map((region) => ({ ...region, worth: region.score / region.pixelCount })) : found;
      // Settled ones keep their places, so that noise and turns of the others stay as they are.
      const ordered = strategyOf(arm === 'chosen' ? inForce : 'random').order(ranked, { ...context, random: new RandomSource({ seed: seedOf(model.id), stream, counter: 0 }) });
      const apart = apartInStacks(ordered, ({ id, ofImage }) => ({ box: boxes.get(id)!, stack: stacks.get(ofImage) ?? null }));
      for (const { id } of apart) places.set(id, places.size);
    }
    return { key, places, effort, settledCount: standing.filter(({ state }) => state !== 'open').length };
  }

  #timed(): TimedRegion[] {
    const worked = this.#store.regions.worked();
    return [...regionSeconds(wholeJournal(this.#store))].flatMap(([id, seconds]) => {
      const known = worked.get(id);
      return known ? [{ ...known, seconds }] : [];
    });
  }
}

function isStale({ places, settledCount }: Order, settledNow: number, all: readonly StandingRegion[]): boolean {
  return Math.abs(settledNow - settledCount) >= settledBetween || all.some(({ id, arm, strategy, state }) => state === 'open' && isOrdered(arm, strategy) && !places.has(id));
}

/** Regions of earlier versions have nothing to be ordered by but their score, and disputes are asked in the order of it. */
function isOrdered(arm: RegionArm, strategy: StrategyName | null): boolean {
  return arm === 'random' || arm === 'audit' || (arm === 'chosen' && strategy !== null);
}

/** Models in the line to this one that were trained here. */
function roundOf(model: ModelRecord, models: readonly ModelRecord[]): number {
  const byId = new Map(models.map((each) => [each.id, each]));
  const seen = new Set<string>();
  let round = 0;
  for (let each: ModelRecord | undefined = model; each && !seen.has(each.id); each = each.parentId === null ? undefined : byId.get(each.parentId)) {
    seen.add(each.id);
    if (each.learned) round++;
  }
  return round;
}
